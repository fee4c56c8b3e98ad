package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ClassifyIT extends LiveService {

  private static final String PATH = "/v1/models/quadrants/classify";

  @Test
  void classifiesARawBody() {
    JsonNode answer = json(post(PATH + "?k=2", TestPictures.quadrant(2)));
    assertThat(answer.path("model").asString()).isEqualTo("quadrants");
    assertThat(answer.path("version").asString()).isEqualTo("2");
    assertThat(answer.path("predictions")).hasSize(2);
    assertThat(answer.at("/predictions/0/label").asString()).isEqualTo("bottom-left");
    assertThat(answer.at("/predictions/0/index").asInt()).isEqualTo(2);
    assertThat(answer.at("/predictions/0/probability").asDouble()).isBetween(0.5, 1.0);
    for (String stage : List.of("decode", "preprocess", "queue", "infer")) {
      assertThat(answer.at("/timing/" + stage + "Millis").asDouble()).isBetween(0.0, 30_000.0);
    }
  }

  @Test
  void answersAllClassesWhenTheModelHasFewerThanFive() {
    JsonNode answer = json(post(PATH, TestPictures.jpegQuadrant(1)));
    assertThat(answer.path("predictions")).hasSize(4);
    double sum = 0;
    for (JsonNode prediction : answer.path("predictions")) {
      sum += prediction.path("probability").asDouble();
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "image/png",
        "text/plain",
        "application/json",
        "not a media type",
        "multipart/mixed; boundary=x"
      })
  void takesRawBytesUnderAnyContentType(String type) {
    var response = post(PATH, type, BodyPublishers.ofByteArray(TestPictures.quadrant(3)));
    assertThat(json(response).at("/predictions/0/label").asString()).isEqualTo("bottom-right");
  }

  @Test
  void takesAChunkedBody() {
    var body =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TestPictures.quadrant(0)));
    assertThat(json(post(PATH, "image/png", body)).at("/predictions/0/label").asString())
        .isEqualTo("top-left");
  }

  @Test
  void classifiesOnePartOfAForm() {
    var form = new Form().image("a.png", TestPictures.quadrant(1));
    JsonNode answer = json(post(PATH, form.type(), form.body()));
    assertThat(answer.at("/predictions/0/label").asString()).isEqualTo("top-right");
  }

  @Test
  void answersSeveralPartsInTheOrderSentAndFailsOnlyTheBadOne() {
    var form =
        new Form()
            .image("a.png", TestPictures.quadrant(3))
            .image("b.png", TestPictures.truncated())
            .image("c.png", TestPictures.quadrant(0))
            .image("d.png", new byte[0]);
    JsonNode results = json(post(PATH, form.type(), form.body())).path("results");
    assertThat(results).hasSize(4);
    assertThat(results.at("/0/predictions/0/label").asString()).isEqualTo("bottom-right");
    assertThat(results.at("/1/error/status").asInt()).isEqualTo(422);
    assertThat(results.at("/2/predictions/0/label").asString()).isEqualTo("top-left");
    assertThat(results.at("/3/error/status").asInt()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models/quadrants/versions/1/classify",
        "/v1/models/quadrants/classify?version=1"
      })
  void asksTheVersionThatTheClientNames(String path) {
    JsonNode answer = json(post(path, TestPictures.quadrant(1)));
    assertThat(answer.path("version").asString()).isEqualTo("1");
    assertThat(answer.at("/predictions/0/probability").asDouble()).isGreaterThan(0.99);
  }

  @Test
  void returnsFeatures() {
    JsonNode answer = json(post("/v1/models/quadrants/features", TestPictures.quadrant(2)));
    assertThat(answer.path("features")).hasSize(4);
    assertThat(answer.at("/features/2").asDouble()).isCloseTo(255, within(0.5));
    assertThat(answer.at("/features/0").asDouble()).isCloseTo(0, within(0.5));
  }

  @Test
  void takesADeadline() {
    var response =
        send(
            request(PATH)
                .header("Fovea-Timeout-Millis", "20000")
                .POST(BodyPublishers.ofByteArray(TestPictures.quadrant(2))));
    assertThat(response.statusCode()).isEqualTo(200);
  }
}
