package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.ControlledService;
import dev.fovea.service.TestPictures;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class LabelsIT extends ControlledService {

  private static final byte[] PICTURE = TestPictures.quadrant(0);

  @AfterEach
  void answerByTheHighestVersionAgain() {
    promote("quadrants", "stable", "2");
  }

  @Test
  void answersByThePromotedVersion() {
    HttpResponse<byte[]> promoted = promote("quadrants", "stable", "1");

    assertThat(promoted.statusCode()).isEqualTo(200);
    assertThat(json(promoted))
        .hasToString("{\"model\":\"quadrants\",\"label\":\"stable\",\"version\":\"1\"}");
    assertThat(answering()).isEqualTo("1");
    assertThat(json(get("/v1/models/quadrants")).at("/versions/0/versionLabels/0").asString())
        .isEqualTo("stable");
  }

  @Test
  void goesBackToTheVersionBefore() {
    promote("quadrants", "stable", "2");
    promote("quadrants", "stable", "1");

    HttpResponse<byte[]> rolledBack =
        post("/v1/models/quadrants/labels/stable/rollback", new byte[0]);

    assertThat(json(rolledBack).path("version").asString()).isEqualTo("2");
    assertThat(answering()).isEqualTo("2");
  }

  @Test
  void hasNothingToGoBackToBeforeALabelWasMoved() {
    JsonNode problem =
        problem(
            post("/v1/models/quadrants/labels/never-moved/rollback", new byte[0]),
            409,
            "no-earlier-version");
    assertThat(problem.path("detail").asString())
        .contains("answer: 1, 2", "PUT /v1/models/quadrants/labels/never-moved?version=N");
    problem(post("/v1/models/nope/labels/stable/rollback", new byte[0]), 404, "unknown-model");
  }

  @Test
  void choosesAVersionByItsLabel() {
    promote("quadrants", "canary", "1");

    HttpResponse<byte[]> answer = post("/v1/models/quadrants/versions/canary/classify", PICTURE);

    assertThat(json(answer).path("version").asString()).isEqualTo("1");
  }

  @Test
  void pointsLabelsOnlyAtVersionsThatAnswer() {
    problem(promote("quadrants", "stable", "7"), 404, "unknown-model");
    problem(promote("broken", "stable", "1"), 503, "model-not-ready");
    problem(promote("quadrants", "Stable!", "1"), 400, "invalid-parameter");
    problem(
        send(request("/v1/models/quadrants/labels/stable").PUT(BodyPublishers.noBody())),
        400,
        "invalid-parameter");
  }

  private String answering() {
    return json(post("/v1/models/quadrants/classify", PICTURE)).path("version").asString();
  }

  private HttpResponse<byte[]> promote(String model, String label, String version) {
    String path = "/v1/models/%s/labels/%s?version=%s".formatted(model, label, version);
    return send(request(path.replace("!", "%21")).PUT(BodyPublishers.noBody()));
  }
}
