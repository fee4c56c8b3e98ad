package dev.fovea.e2e.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Repository;
import dev.fovea.e2e.digits.Mnist.Digit;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigitsIT {

  private static final int COUNT = 2000;
  private static final double TARGET = 0.989;
  private static final Pattern FIRST_LABEL = Pattern.compile("\"label\"\\s*:\\s*\"(\\d)\"");

  private static FoveaProcess fovea;
  private static HttpClient client;

  @BeforeAll
  static void start(@TempDir Path folder) {
    fovea = FoveaProcess.start(folder, Repository.path("model-store/models"));
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    fovea.close();
  }

  /** As they are, and as photographs of digits come: larger and compressed. */
  @ParameterizedTest
  @CsvSource({"png, 28", "jpeg, 280"})
  void readsTheTestDigitsOfMnist(String format, int side) throws Exception {
    Optional<Path> mnist = Mnist.folder();
    assumeTrue(mnist.isPresent(), "no mnist/ below FOVEA_DATA (../shared/data): skipped");

    int right = 0;
    for (Digit digit : Mnist.test(mnist.get(), COUNT)) {
      HttpResponse<String> answer = classify(encode(scale(digit.picture(), side), format));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      right += label(answer.body()) == digit.label() ? 1 : 0;
    }

    System.out.printf("%s %d×%d: %d of %d right%n", format, side, side, right, COUNT);
    assertThat((double) right / COUNT).isGreaterThanOrEqualTo(TARGET);
  }

  private static int label(String answer) {
    return FIRST_LABEL
        .matcher(answer)
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no label in " + answer));
  }

  private static HttpResponse<String> classify(byte[] picture)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(fovea.uri("/v1/models/lenet5/classify?k=1"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static BufferedImage scale(BufferedImage picture, int side) {
    BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, side, side, null);
    graphics.dispose();
    return scaled;
  }

  private static byte[] encode(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}
