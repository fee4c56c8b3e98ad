package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ReportIT extends LiveService {

  private static final String PATH = "/v1/models/quadrants/versions/1/report";

  @Test
  void listsAndServesWhatTheManifestLists() {
    assertThat(json(get(PATH)).path("files").valueStream().map(JsonNode::asString))
        .containsExactly("metrics.json");

    HttpResponse<byte[]> file = get(PATH + "/metrics.json");
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(new String(file.body(), StandardCharsets.UTF_8)).isEqualTo("{\"top1\": 1.0}");
  }

  @Test
  void answersThatNothingChangedToWhoHasTheFile() {
    String tag = get(PATH + "/metrics.json").headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> again = send(request(PATH + "/metrics.json").header("If-None-Match", tag));

    assertThat(again.statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "model.onnx", "..", "manifest.yaml", "metrics.json.bak"})
  void hasNothingElse(String file) {
    assertThat(get(PATH + "/" + file).statusCode()).isIn(400, 404);
  }

  @Test
  void saysThatAVersionWhichWasRefusedHasNoReport() {
    problem(get("/v1/models/broken/versions/1/report"), 503, "model-not-ready");
  }
}
