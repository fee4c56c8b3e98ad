package dev.fovea.service.protocol.v2.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.ControlledService;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The model repository extension, switched on. */
class RepositoryIT extends ControlledService {

  @Test
  void advertisesItself() {
    JsonNode server = json(get("/v2"));

    assertThat(server.path("name").asString()).isEqualTo("triton");
    assertThat(server.path("extensions").values().stream().map(JsonNode::asString))
        .contains("model_repository");
  }

  @Test
  void listsEveryVersionWithItsState() {
    JsonNode index = json(post("/v2/repository/index", new byte[0]));

    assertThat(index.isArray()).isTrue();
    assertThat(entry(index, "quadrants", "2").toString())
        .isEqualTo(
            "{\"name\":\"quadrants\",\"version\":\"2\",\"state\":\"READY\",\"reason\":\"\"}");
    assertThat(entry(index, "broken", "1").path("state").asString()).isEqualTo("UNAVAILABLE");
    assertThat(entry(index, "broken", "1").path("reason").asString()).contains("failed to load");
  }

  @Test
  void listsOnlyWhatIsReady() {
    JsonNode index = json(post("/v2/repository/index", "{\"ready\":true}".getBytes(UTF_8)));

    assertThat(index.values().stream().map(it -> it.path("state").asString()).distinct())
        .isEqualTo(List.of("READY"));
    assertThat(json(post("/v2/repository/index", "{\"ready\":7".getBytes(UTF_8))).propertyNames())
        .containsExactly("error");
  }

  @Test
  void unloadsAndLoadsAgain() {
    HttpResponse<byte[]> unloaded =
        post(
            "/v2/repository/models/plain/unload",
            "{\"parameters\":{\"unload_dependents\":true}}".getBytes(UTF_8));
    assertThat(unloaded.statusCode()).isEqualTo(200);
    assertThat(unloaded.body()).isEmpty();
    assertThat(get("/v2/models/plain/ready").statusCode()).isEqualTo(400);
    assertThat(post("/v2/models/plain/infer", "{\"inputs\":[]}".getBytes(UTF_8)).statusCode())
        .isEqualTo(503);

    HttpResponse<byte[]> loaded = post("/v2/repository/models/plain/load", new byte[0]);
    assertThat(loaded.statusCode()).isEqualTo(200);
    assertThat(loaded.body()).isEmpty();
    assertThat(get("/v2/models/plain/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhyAModelWasNotLoaded() {
    HttpResponse<byte[]> refused = post("/v2/repository/models/broken/load", new byte[0]);

    assertThat(refused.statusCode()).isGreaterThanOrEqualTo(500);
    assertThat(json(refused).path("error").asString()).contains("failed to load");
    assertThat(post("/v2/repository/models/nothing/load", new byte[0]).statusCode()).isEqualTo(404);
    assertThat(post("/v2/repository/models/nothing/unload", new byte[0]).statusCode())
        .isEqualTo(404);
  }

  @Test
  void takesModelsFromTheStoreOnly() {
    HttpResponse<byte[]> refused =
        post(
            "/v2/repository/models/plain/load",
            "{\"parameters\":{\"config\":\"{}\",\"file:1/model.onnx\":\"AA==\"}}".getBytes(UTF_8));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).propertyNames()).containsExactly("error");
  }

  private static JsonNode entry(JsonNode index, String name, String version) {
    return index.values().stream()
        .filter(it -> it.path("name").asString().equals(name))
        .filter(it -> it.path("version").asString().equals(version))
        .findFirst()
        .orElseThrow();
  }
}
