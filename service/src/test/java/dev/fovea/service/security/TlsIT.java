package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.FoveaApplication;
import dev.fovea.service.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** TLS on both ports, with the properties that docs/operations.md names. */
@SpringBootTest(classes = FoveaApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
final class TlsIT {

  private static final Path FOLDER = folder();

  @LocalServerPort private int port;

  @Autowired private GrpcServerLifecycle grpc;

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) {
    TestStore store = TestStore.create().quadrants("quadrants", 1, 0.1f);
    properties.add("fovea.models.store", () -> store.root().toString());
    properties.add("fovea.similarity.home", () -> FOLDER.resolve("home").toString());
    properties.add("spring.grpc.server.port", () -> "0");
    properties.add("server.ssl.bundle", () -> "fovea");
    properties.add("spring.grpc.server.ssl.bundle", () -> "fovea");
    String bundle = "spring.ssl.bundle.pem.fovea.";
    properties.add(bundle + "reload-on-update", () -> "true");
    properties.add(
        bundle + "keystore.certificate", () -> FOLDER.resolve("certificate.pem").toString());
    properties.add(bundle + "keystore.private-key", () -> FOLDER.resolve("key.pem").toString());
    properties.add("spring.ssl.bundle.watch.file.quiet-period", () -> "200ms");
  }

  @Test
  void servesARenewedCertificateOnBothPortsWithoutARestart() throws Exception {
    assertThat(served(port)).isEqualTo("CN=first");
    assertThat(served(grpc.getPort())).isEqualTo("CN=first");

    SelfSigned.write(FOLDER, "second");

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(served(port)).isEqualTo("CN=second");
          assertThat(served(grpc.getPort())).isEqualTo("CN=second");
        });
  }

  /** Returns whom the certificate of a new connection names. */
  private static String served(int port) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Everybody()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(30_000);
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("fovea-tls");
      SelfSigned.write(folder, "first");
      return folder;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException | GeneralSecurityException broken) {
      throw new AssertionError(broken);
    }
  }

  /** Trusts everybody: only which certificate is served is looked at. */
  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
