package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.FoveaApplication;
import dev.fovea.service.TestPictures;
import dev.fovea.service.TestStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A collection whose files are lost while the service is down. */
final class DamagedCollectionIT {

  private static final String PHOTOS = "/v1/collections/photos";
  private static final TestStore STORE = TestStore.create().quadrants("quadrants", 1, 0.1f);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path home;

  private ConfigurableApplicationContext service;

  @BeforeEach
  void start() {
    service =
        new SpringApplicationBuilder(FoveaApplication.class)
            .run(
                "--server.port=0",
                "--spring.grpc.server.enabled=false",
                "--fovea.models.store=" + STORE.root(),
                "--fovea.models.required=quadrants",
                "--fovea.similarity.home=" + home);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> send("GET", "/actuator/health/readiness", new byte[0]).statusCode() == 200);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void saysWhatToDoAndComesBackFromASnapshot() throws IOException {
    answer("PUT", PHOTOS + "/images/a?model=quadrants", TestPictures.quadrant(0), 201);
    answer("PUT", PHOTOS + "/snapshots/monday", new byte[0], 201);
    answer("PUT", PHOTOS + "/images/b", TestPictures.quadrant(1), 201);
    stop();
    loseSegments();
    start();

    JsonNode problem = answer("POST", PHOTOS + "/search", TestPictures.quadrant(0), 503);
    assertThat(problem.path("type").asString()).isEqualTo("urn:fovea:problem:index-unavailable");
    String detail = problem.path("detail").asString();
    assertThat(detail)
        .contains("photos/g1 is damaged", "Restore a snapshot")
        .doesNotContain(home.toString());
    JsonNode collection = answer("GET", PHOTOS, new byte[0], 200);
    assertThat(collection.path("state").asString()).isEqualTo("unavailable");
    assertThat(collection.path("reason").asString()).isEqualTo(detail);

    JsonNode restored = answer("POST", PHOTOS + "/snapshots/monday/restore", new byte[0], 200);

    assertThat(restored.path("images").asInt()).isEqualTo(1);
    JsonNode found = answer("POST", PHOTOS + "/search", TestPictures.quadrant(0), 200);
    assertThat(found.path("neighbors").path(0).path("id").asString()).isEqualTo("a");
    answer("PUT", PHOTOS + "/images/b", TestPictures.quadrant(1), 201);
  }

  /** Deletes the collection's own names of its segments; the snapshot's stay. */
  private void loseSegments() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("collections/photos/g1"))) {
      List<Path> segments = files.filter(it -> it.toString().endsWith(".cfs")).toList();
      assertThat(segments).isNotEmpty();
      for (Path segment : segments) {
        Files.delete(segment);
      }
    }
  }

  private JsonNode answer(String method, String path, byte[] body, int status) {
    HttpResponse<byte[]> response = send(method, path, body);
    JsonNode answer = JsonMapper.shared().readTree(response.body());
    assertThat(response.statusCode()).as(answer.toString()).isEqualTo(status);
    return answer;
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body) {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (IOException broken) {
      throw new AssertionError("the service did not answer", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
