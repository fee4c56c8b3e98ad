package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.FoveaApplication;
import dev.fovea.service.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Keys, and a port of its own for probes and metrics: as the chart configures the service. */
@SpringBootTest(classes = FoveaApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
final class ManagementPortIT {

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) {
    properties.add("management.server.port", () -> "0");
    properties.add("spring.grpc.server.port", () -> "0");
    properties.add("fovea.models.store", () -> TestStore.create().root().toString());
    properties.add("fovea.similarity.home", () -> folder().resolve("home").toString());
    properties.add("fovea.security.keys", () -> keys().toString());
  }

  @Test
  void answersProbesAndPrometheusWithoutAKeyOnItsOwnPortOnly() throws Exception {
    assertThat(status(managementPort, "/actuator/health/liveness")).isEqualTo(200);
    assertThat(status(managementPort, "/actuator/prometheus")).isEqualTo(200);
    assertThat(status(port, "/actuator/prometheus")).isEqualTo(401);
  }

  @Test
  void showsTheDetailsOfHealthOnItsOwnPort() throws Exception {
    assertThat(body(managementPort, "/actuator/health")).contains("\"details\"", "\"path\"");
  }

  @Test
  void servesNothingElseThere() throws Exception {
    assertThat(status(managementPort, "/v1/models")).isEqualTo(404);
    assertThat(status(port, "/v1/models")).isEqualTo(401);
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    return get(port, path).statusCode();
  }

  private static String body(int port, String path) throws IOException, InterruptedException {
    return get(port, path).body();
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("fovea-management");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path keys() {
    try {
      return Files.writeString(
          folder().resolve("keys.yaml"), "keys:\n" + Keys.entry("reader", "reader", "infer"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
