package dev.fovea.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a free port, with a store of tiny models; one for all tests that extend this. */
@SpringBootTest(classes = FoveaApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class LiveService {

  /** Reads answers. */
  protected static final JsonMapper JSON = JsonMapper.builder().build();

  private static final TestStore STORE =
      TestStore.create()
          .quadrants("quadrants", 1, 0.1f)
          .quadrants("quadrants", 2, 0.01f)
          .withoutFeatures("plain", 1)
          .tensorsOnly("tensors", 1)
          .broken("broken", 1);

  private static final Path HOME = TestStore.folder("fovea-home");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) {
    properties.add("fovea.models.store", () -> STORE.root().toString());
    properties.add("fovea.models.versions", () -> "all");
    properties.add("fovea.models.required", () -> "quadrants,plain,tensors");
    properties.add("spring.grpc.server.port", () -> "0");
    properties.add("fovea.http.max-body-size", () -> "2MB");
    properties.add("fovea.similarity.home", () -> HOME.toString());
  }

  @BeforeEach
  final void awaitReadiness() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/actuator/health/readiness").statusCode() == 200);
  }

  /** Returns the port of the service. */
  protected int port() {
    return port;
  }

  /** Sends a GET. */
  protected HttpResponse<byte[]> get(String path) {
    return send(request(path).GET());
  }

  /** Sends a POST with a body and no Content-Type. */
  protected HttpResponse<byte[]> post(String path, byte[] body) {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)));
  }

  /** Sends a POST with a Content-Type. */
  protected HttpResponse<byte[]> post(String path, String type, BodyPublisher body) {
    return send(request(path).header("Content-Type", type).POST(body));
  }

  /** Begins a request. */
  protected HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** Sends any request. */
  protected HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException broken) {
      throw new AssertionError("the service did not answer", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** Reads an answer's JSON. */
  protected static JsonNode json(HttpResponse<byte[]> response) {
    return JSON.readTree(response.body());
  }

  /** Checks that an answer is a problem of this kind, and returns it. */
  protected static JsonNode problem(HttpResponse<byte[]> response, int status, String type) {
    JsonNode problem = json(response);
    assertThat(response.statusCode()).as(problem.toString()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem.path("type").asString()).isEqualTo("urn:fovea:problem:" + type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    return problem;
  }
}
