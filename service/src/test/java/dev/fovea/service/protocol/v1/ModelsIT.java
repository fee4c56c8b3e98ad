package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ModelsIT extends LiveService {

  @Test
  void listsModelsByName() {
    assertThat(json(get("/v1/models")).path("models").findValuesAsString("name"))
        .contains("broken", "plain", "quadrants", "tensors");
  }

  @Test
  void describesAReadyVersion() {
    JsonNode version = json(get("/v1/models/quadrants")).at("/versions/0");
    assertThat(version.path("version").asString()).isEqualTo("1");
    assertThat(version.path("state").asString()).isEqualTo("READY");
    assertThat(version.path("device").asString()).isEqualTo("cpu");
    assertThat(version.path("labels")).hasSize(4);
    assertThat(version.path("digest").asString()).matches("[0-9a-f]{64}");
    assertThat(version.at("/inputs/0/datatype").asString()).isEqualTo("UINT8");
    assertThat(version.at("/outputs/1/shape")).hasToString("[-1,4]");
    assertThat(version.at("/provenance/data").asString()).isEqualTo("drawn by a test");
    assertThat(version.at("/measured/top1").asDouble()).isEqualTo(1.0);
    assertThat(version.has("reason")).isFalse();
  }

  @Test
  void saysWhyAVersionIsUnavailable() {
    JsonNode version = json(get("/v1/models/broken")).at("/versions/0");
    assertThat(version.path("state").asString()).isEqualTo("UNAVAILABLE");
    assertThat(version.path("reason").asString()).contains("failed to load model 'broken/1'");
  }

  @Test
  void refusesAnUnknownModel() {
    problem(get("/v1/models/nope"), 404, "unknown-model");
  }

  @Test
  void isLiveAndReady() {
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    JsonNode readiness = json(get("/actuator/health/readiness"));
    assertThat(readiness.at("/components/models/details/quadrants~12").asString())
        .isEqualTo("READY on CPU");
  }

  @Test
  void exposesEveryStageAsAHistogram() {
    post("/v1/models/quadrants/classify", dev.fovea.service.TestPictures.quadrant(0));
    String metrics = new String(get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
    for (String stage : new String[] {"decode", "preprocess", "queue", "infer", "postprocess"}) {
      assertThat(metrics)
          .containsPattern(
              "fovea_stage_seconds_bucket\\{[^}]*model=\"quadrants\",stage=\"" + stage + "\"");
    }
  }
}
