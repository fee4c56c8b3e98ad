package dev.fovea.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistArchivesTest {

  private static final byte[] CONTENT = "an archive".getBytes(StandardCharsets.UTF_8);
  private static final String NAME = "train-images-idx3-ubyte.gz";

  @TempDir private Path folder;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private URI address;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/mnist/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          boolean there = exchange.getRequestURI().getPath().endsWith(NAME);
          exchange.sendResponseHeaders(there ? 200 : 404, there ? CONTENT.length : -1);
          if (there) {
            exchange.getResponseBody().write(CONTENT);
          }
          exchange.close();
        });
    server.start();
    address = URI.create("http://localhost:%d/mnist".formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesWhatIsMissingOnce() throws Exception {
    Path data = folder.resolve("not/there/yet");

    MnistArchives.download(address, data, Map.of(NAME, sha256(CONTENT)));
    MnistArchives.download(address, data, Map.of(NAME, sha256(CONTENT)));

    assertThat(data.resolve(NAME)).hasBinaryContent(CONTENT);
    assertThat(asked).containsExactly("/mnist/" + NAME);
  }

  @Test
  void keepsNothingThatHasAnotherChecksum() {
    String other = sha256(new byte[1]);

    assertThatThrownBy(() -> MnistArchives.download(address, folder, Map.of(NAME, other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has the SHA-256 " + sha256(CONTENT) + ", not " + other);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesTheAddressThatHasNothing() {
    assertThatThrownBy(() -> MnistArchives.download(address, folder, Map.of("other.gz", "")))
        .isInstanceOf(IOException.class)
        .hasMessage(address + "/other.gz answered 404");
  }

  @Test
  void namesTheAddressThatCannotBeReached() {
    server.stop(0);

    assertThatThrownBy(() -> MnistArchives.download(address, folder, Map.of(NAME, "")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(address + "/" + NAME + " cannot be reached");
  }

  @Test
  void tellsAnotherArchiveOfTheSameName() throws IOException {
    Files.write(folder.resolve(NAME), CONTENT);

    assertThat(MnistArchives.check(folder)).containsExactly(Map.entry(NAME, "not MNIST's archive"));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
