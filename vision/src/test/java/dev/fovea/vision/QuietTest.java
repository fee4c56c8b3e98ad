package dev.fovea.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs a JVM of its own, because only another process sees what natives print. */
final class QuietTest {

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void printsNothingButWhatJavaPrints() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed).isEqualTo("refused 5\n");
    assertThat(process.waitFor()).isZero();
  }

  /** Decodes pictures that libjpeg, libpng and OpenCV have much to say about. */
  static final class Main {

    private Main() {}

    static void main() {
      byte[] jpeg = Pictures.encode(Noise.picture(100, 80), "jpg");
      byte[] png = Pictures.encode(Noise.picture(100, 80), "png");
      byte[] tiff = Pictures.tiff(Pictures.quadrants(BufferedImage.TYPE_INT_RGB), "Deflate");
      ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
      int refused = 0;
      for (byte[] picture :
          List.of(
              zeroed(jpeg, jpeg.length / 2),
              zeroed(jpeg, 700),
              zeroed(png, png.length / 2),
              zeroed(tiff, 215),
              Pictures.pngClaiming(10, 10))) {
        try (DecodedImage image = decoder.decode(picture, ColorMode.RGB, 0)) {
          System.out.println("decoded " + image.width());
        } catch (ImageException _) {
          refused++;
        }
      }
      System.err.println("refused " + refused);
    }

    private static byte[] zeroed(byte[] bytes, int from) {
      byte[] copy = bytes.clone();
      Arrays.fill(copy, from, Math.min(from + 200, copy.length), (byte) 0);
      return copy;
    }
  }
}
