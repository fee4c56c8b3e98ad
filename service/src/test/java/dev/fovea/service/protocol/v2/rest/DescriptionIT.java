package dev.fovea.service.protocol.v2.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** All of {@code /v2} that only tells. */
class DescriptionIT extends LiveService {

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/", "/v2?test_1=1&test_2=2"})
  void tellsWhatTheServerIs(String path) {
    JsonNode server = json(get(path));

    assertThat(server.propertyNames()).containsExactly("name", "version", "extensions");
    assertThat(server.path("name").asString()).isEqualTo("fovea");
    assertThat(server.path("extensions").values().stream().map(JsonNode::asString))
        .contains("binary_tensor_data", "classification", "statistics", "model_configuration")
        .doesNotContain("model_repository", "system_shared_memory", "sequence");
  }

  @Test
  void tellsThatItLivesAndIsReady() {
    assertThat(get("/v2/health/live")).satisfies(it -> ok(it, "{\"live\":true}"));
    assertThat(get("/v2/health/ready")).satisfies(it -> ok(it, "{\"ready\":true,\"live\":true}"));
  }

  @Test
  void tellsWhichModelsAreReady() {
    assertThat(get("/v2/models/quadrants/ready"))
        .satisfies(it -> ok(it, "{\"name\":\"quadrants\",\"ready\":true}"));
    assertThat(get("/v2/models/quadrants/versions/1/ready").statusCode()).isEqualTo(200);
    assertThat(get("/v2/models/broken/ready").statusCode()).isEqualTo(400);
    assertThat(json(get("/v2/models/broken/ready")).toString())
        .isEqualTo("{\"name\":\"broken\",\"ready\":false}");
  }

  @Test
  void tellsWhatAModelTakesAndGivesWithTheBatchDimension() {
    assertThat(get("/v2/models/quadrants"))
        .satisfies(it ->
            ok(
                it,
                """
                {"name":"quadrants","versions":["1","2"],"platform":"onnxruntime_onnx",\
                "inputs":[{"name":"image","datatype":"UINT8","shape":[-1,8,8,1]}],\
                "outputs":[{"name":"probabilities","datatype":"FP32","shape":[-1,4]},\
                {"name":"features","datatype":"FP32","shape":[-1,4]}]}\
                """));
    assertThat(get("/v2/models/quadrants/versions/2").body())
        .isEqualTo(get("/v2/models/quadrants").body());
  }

  @Test
  void tellsHowAModelIsSetUpWithoutTheBatchDimension() {
    JsonNode configuration = json(get("/v2/models/quadrants/config"));

    assertThat(configuration.path("platform").asString()).isEqualTo("onnxruntime_onnx");
    assertThat(configuration.path("backend").asString()).isEqualTo("onnxruntime");
    assertThat(configuration.path("max_batch_size").asInt()).isEqualTo(32);
    assertThat(configuration.path("version_policy").toString()).isEqualTo("{\"all\":{}}");
    assertThat(configuration.at("/input/0").toString())
        .isEqualTo(
            "{\"name\":\"image\",\"data_type\":\"TYPE_UINT8\",\"format\":\"FORMAT_NHWC\","
                + "\"dims\":[8,8,1]}");
    assertThat(configuration.at("/output/0").toString())
        .isEqualTo(
            "{\"name\":\"probabilities\",\"data_type\":\"TYPE_FP32\",\"dims\":[4],"
                + "\"label_filename\":\"labels.txt\"}");
    assertThat(configuration.at("/output/1/label_filename").asString()).isEmpty();
    assertThat(configuration.at("/instance_group/0/kind").asString()).isEqualTo("KIND_CPU");
    assertThat(json(get("/v2/models/tensors/config")).at("/input/0/format").asString())
        .isEqualTo("FORMAT_NONE");
  }

  @Test
  void countsWhatAModelDid() {
    JsonNode before = json(get("/v2/models/plain/stats")).at("/model_stats/0");
    post("/v1/models/plain/classify", TestPictures.quadrant(1));
    post("/v1/models/plain/classify", "nonsense".getBytes(UTF_8));
    JsonNode after = json(get("/v2/models/plain/versions/1/stats")).at("/model_stats/0");

    assertThat(after.propertyNames())
        .containsExactly(
            "name",
            "version",
            "last_inference",
            "inference_count",
            "execution_count",
            "inference_stats",
            "response_stats",
            "batch_stats",
            "memory_usage");
    assertThat(after.path("inference_stats").propertyNames())
        .containsExactly(
            "success",
            "fail",
            "queue",
            "compute_input",
            "compute_infer",
            "compute_output",
            "cache_hit",
            "cache_miss");
    assertThat(growth(before, after, "/inference_count")).isEqualTo(1);
    assertThat(growth(before, after, "/inference_stats/success/count")).isEqualTo(1);
    assertThat(growth(before, after, "/inference_stats/fail/count")).isEqualTo(1);
    assertThat(growth(before, after, "/inference_stats/compute_infer/ns")).isPositive();
    assertThat(after.path("last_inference").asLong()).isPositive();
    assertThat(after.at("/batch_stats/0/compute_infer/count").asLong()).isPositive();
    assertThat(json(get("/v2/models/stats")).path("model_stats").size()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/models/nothing, 404",
    "/v2/models/nothing/ready, 404",
    "/v2/models/nothing/stats, 404",
    "/v2/models/nothing/config, 404",
    "/v2/models/quadrants/versions/9, 404",
    "/v2/models/quadrants/versions/x, 404",
    "/v2/models/quadrants/nothing, 404",
    "/v2/models/a%2Fb, 400",
    "/v2/models/a%20b, 404",
    "/v2/nothing, 404",
    "/v2/repository/nothing, 404",
    "/v2/models/quadrants/infer, 405",
  })
  void answersErrorsInTheProtocolsForm(String path, int status) {
    HttpResponse<byte[]> response = get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(json(response).propertyNames()).containsExactly("error");
  }

  @Test
  void namesTheUnknownModelAsClientsExpect() {
    assertThat(json(get("/v2/models/nothing")).path("error").asString())
        .startsWith("Request for unknown model: 'nothing' is not found");
    assertThat(
            json(post("/v2/models/nothing/infer", "{}".getBytes(UTF_8))).path("error").asString())
        .startsWith("Request for unknown model: 'nothing' is not found");
  }

  @Test
  void refusesTheWrongVerb() {
    HttpResponse<byte[]> response =
        send(request("/v2/models/quadrants").method("PUT", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(json(response).propertyNames()).containsExactly("error");
  }

  @Test
  void keepsTheRepositoryClosed() {
    for (String path :
        new String[] {
          "/v2/repository/index",
          "/v2/repository/models/quadrants/load",
          "/v2/repository/models/quadrants/unload"
        }) {
      HttpResponse<byte[]> response = post(path, new byte[0]);

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(json(response).path("error").asString()).contains("fovea.repository.enabled");
    }
    assertThat(get("/v2/models/quadrants/ready").statusCode()).isEqualTo(200);
  }

  private static long growth(JsonNode before, JsonNode after, String path) {
    return after.at(path).asLong() - before.at(path).asLong();
  }

  private static void ok(HttpResponse<byte[]> response, String body) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(new String(response.body(), UTF_8)).isEqualTo(body);
  }
}
