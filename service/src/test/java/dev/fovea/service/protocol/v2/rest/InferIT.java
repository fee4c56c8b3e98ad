package dev.fovea.service.protocol.v2.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /v2/models/{m}/infer}, over HTTP. */
class InferIT extends LiveService {

  private static final String INFER = "/v2/models/tensors/infer";
  private static final int PIXELS = 64;

  @Test
  void answersJsonWithJsonInTheProtocolsOrder() {
    HttpResponse<byte[]> response =
        post(INFER, request(jsonInput(brightLeftTop()), "").getBytes(UTF_8));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue(InferenceHeader.NAME)).isEmpty();
    assertThat(new String(response.body(), UTF_8))
        .matches(
            "\\{\"id\":\"7\",\"model_name\":\"tensors\",\"model_version\":\"1\","
                + "\"parameters\":\\{\"decode_us\":\\d+,\"preprocess_us\":\\d+,\"queue_us\":\\d+,"
                + "\"infer_us\":\\d+},\"outputs\":\\["
                + "\\{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":\\[1,4],"
                + "\"data\":\\[[^]]+]},"
                + "\\{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":\\[1,4],"
                + "\"data\":\\[255.0,0.0,0.0,0.0]}]}");
  }

  @Test
  void answersBinaryWithBinary() {
    HttpResponse<byte[]> response =
        binary(
            "{\"parameters\":{\"binary_data_output\":true},\"inputs\":["
                + binaryInput(1, PIXELS)
                + "],\"outputs\":[{\"name\":\"features\"},"
                + "{\"name\":\"probabilities\",\"parameters\":{\"binary_data\":false}}]}",
            brightLeftTop());

    int jsonBytes =
        Integer.parseInt(response.headers().firstValue(InferenceHeader.NAME).orElseThrow());
    JsonNode answer = JSON.readTree(Arrays.copyOf(response.body(), jsonBytes));
    ByteBuffer tail =
        ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN).position(jsonBytes);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.at("/outputs/0/name").asString()).isEqualTo("features");
    assertThat(answer.at("/outputs/0/parameters/binary_data_size").asInt()).isEqualTo(16);
    assertThat(answer.at("/outputs/1/data").size()).isEqualTo(4);
    assertThat(tail.remaining()).isEqualTo(16);
    assertThat(tail.getFloat()).isEqualTo(255f);
  }

  @Test
  void takesABodyThatIsOneTensorAndAnswersBinary() {
    HttpResponse<byte[]> response =
        send(
            request(INFER)
                .header(InferenceHeader.NAME, "0")
                .POST(BodyPublishers.ofByteArray(brightLeftTop())));

    int jsonBytes =
        Integer.parseInt(response.headers().firstValue(InferenceHeader.NAME).orElseThrow());
    assertThat(response.body()).hasSize(jsonBytes + 32);
  }

  @Test
  void refusesARawBodyOfTheWrongSize() {
    error(
        send(
            request(INFER)
                .header(InferenceHeader.NAME, "0")
                .POST(BodyPublishers.ofByteArray(new byte[PIXELS - 1]))),
        400,
        "63 bytes");
  }

  @Test
  void answersClassesWithLabels() {
    HttpResponse<byte[]> response =
        post(
            "/v2/models/quadrants/versions/1/infer",
            request(
                    jsonInput(brightLeftTop()),
                    ",\"outputs\":[{\"name\":\"probabilities\",\"parameters\":{\"classification\":2}}]")
                .getBytes(UTF_8));

    JsonNode output = json(response).at("/outputs/0");
    assertThat(output.path("datatype").asString()).isEqualTo("BYTES");
    assertThat(output.path("shape").toString()).isEqualTo("[1,2]");
    assertThat(output.at("/data/0").asString()).isEqualTo("1.000000:0:top-left");
    assertThat(output.at("/data/1").asString()).isEqualTo("0.000000:1:top-right");
  }

  @Test
  void decodesEncodedPicturesInTheOrderSent() {
    HttpResponse<byte[]> response =
        pictures(TestPictures.quadrant(0), TestPictures.quadrant(3), TestPictures.quadrant(1));

    JsonNode features = json(response).at("/outputs/0");
    assertThat(features.path("shape").toString()).isEqualTo("[3,4]");
    assertThat(features.path("data").toString())
        .isEqualTo("[255.0,0.0,0.0,0.0,0.0,0.0,0.0,255.0,0.0,255.0,0.0,0.0]");
  }

  @Test
  void failsTheRequestThatHoldsOneBadPicture() {
    error(pictures(TestPictures.quadrant(0), "nonsense".getBytes(UTF_8)), 415, "JPEG");
  }

  @ParameterizedTest
  @EnumSource
  void readsCompressedRequests(BodyEncoding encoding) throws IOException {
    byte[] body = request(jsonInput(brightLeftTop()), "").getBytes(UTF_8);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = encoding.compress(compressed)) {
      out.write(body);
    }

    HttpResponse<byte[]> response =
        send(
            request(INFER)
                .header("Content-Encoding", encoding.token())
                .POST(BodyPublishers.ofByteArray(compressed.toByteArray())));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void compressesLargeAnswersForThoseWhoAsk() throws IOException {
    byte[] body = request(jsonInput(32, new byte[32 * PIXELS]), "").getBytes(UTF_8);

    HttpResponse<byte[]> response =
        send(
            request(INFER)
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));

    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    byte[] inflated =
        new GZIPInputStream(new java.io.ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(JSON.readTree(inflated).at("/outputs/0/shape").toString()).isEqualTo("[32,4]");
  }

  @Test
  void readsTheBodyWhateverItsContentTypeAndTheQuerySay() {
    HttpResponse<byte[]> response =
        post(
            INFER + "?test=1&model=x",
            "application/x-www-form-urlencoded",
            BodyPublishers.ofString(request(jsonInput(brightLeftTop()), "")));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void answersThoseWhoAcceptSomethingElse() {
    HttpRequest.Builder request =
        request(INFER)
            .header("Accept", "text/plain")
            .POST(BodyPublishers.ofString(request(jsonInput(brightLeftTop()), "")));

    assertThat(send(request).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "", "99999999999", "0x10"})
  void refusesAHeaderThatIsNoNumberOfBytes(String header) {
    error(
        send(
            request(INFER)
                .header(InferenceHeader.NAME, header)
                .POST(BodyPublishers.ofString("{}"))),
        400,
        InferenceHeader.NAME);
  }

  @Test
  void refusesAHeaderThatExceedsTheBody() {
    error(
        send(request(INFER).header(InferenceHeader.NAME, "10").POST(BodyPublishers.ofString("{}"))),
        400,
        "2 bytes");
  }

  @Test
  void refusesBodiesOverTheBoundAlsoWhenTheyInflateToIt() throws IOException {
    error(post(INFER, new byte[3_000_000]), 413, "2097152");

    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = BodyEncoding.GZIP.compress(compressed)) {
      out.write(new byte[3_000_000]);
    }
    error(
        send(
            request(INFER)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(compressed.toByteArray()))),
        413,
        "2097152");
  }

  @Test
  void saysWhichTensorDoesNotFit() {
    error(post(INFER, "{\"inputs\":[]}".getBytes(UTF_8)), 400, "'image'");
    error(
        post(
            INFER,
            "{\"inputs\":[{\"name\":\"image\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}"
                .getBytes(UTF_8)),
        400,
        "'image'");
    error(
        post(
            INFER,
            request(jsonInput(brightLeftTop()), ",\"outputs\":[{\"name\":\"x\"}]").getBytes(UTF_8)),
        400,
        "'x'");
    error(
        post(INFER, request(jsonInput(0, new byte[0]), "").getBytes(UTF_8)),
        400,
        "'image' must be at least one row");
    error(pictures(), 400, "'image' must be at least one encoded picture");
    error(
        post(
            INFER,
            request(
                    jsonInput(brightLeftTop()),
                    ",\"outputs\":[{\"name\":\"features\",\"parameters\":"
                        + "{\"shared_memory_region\":\"out\"}}]")
                .getBytes(UTF_8)),
        400,
        "shared_memory_region is not offered");
    error(post(INFER, "{".getBytes(UTF_8)), 400, "JSON");
  }

  @Test
  void refusesATimeoutThatIsNoNumberAndGivesUpAfterOneThatPassed() {
    error(
        post(
            INFER,
            request(jsonInput(brightLeftTop()), ",\"parameters\":{\"timeout\":\"a\"}")
                .getBytes(UTF_8)),
        400,
        "timeout");
    error(
        post(
            INFER,
            request(jsonInput(brightLeftTop()), ",\"parameters\":{\"timeout\":1}").getBytes(UTF_8)),
        504,
        "deadline");
  }

  private HttpResponse<byte[]> binary(String json, byte[] tail) {
    byte[] head = json.getBytes(UTF_8);
    byte[] body = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, body, head.length, tail.length);
    return send(
        request(INFER)
            .header(InferenceHeader.NAME, Integer.toString(head.length))
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<byte[]> pictures(byte[]... files) {
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    for (byte[] file : files) {
      tail.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length).array());
      tail.writeBytes(file);
    }
    byte[] head =
        """
        {"inputs":[{"name":"image","shape":[%d],"datatype":"BYTES",
         "parameters":{"binary_data_size":%d}}],"outputs":[{"name":"features"}]}\
        """
            .formatted(files.length, tail.size())
            .getBytes(UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head);
    body.writeBytes(tail.toByteArray());
    return send(
        request("/v2/models/quadrants/infer")
            .header(InferenceHeader.NAME, Integer.toString(head.length))
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static String request(String input, String more) {
    return "{\"id\":\"7\",\"inputs\":[" + input + "]" + more + "}";
  }

  private static String jsonInput(byte[] pixels) {
    return jsonInput(1, pixels);
  }

  private static String jsonInput(int rows, byte[] pixels) {
    String data =
        IntStream.range(0, pixels.length)
            .mapToObj(i -> Integer.toString(pixels[i] & 0xFF))
            .collect(Collectors.joining(","));
    return "{\"name\":\"image\",\"shape\":[%d,8,8,1],\"datatype\":\"UINT8\",\"data\":[%s]}"
        .formatted(rows, data);
  }

  private static String binaryInput(int rows, int bytes) {
    return """
    {"name":"image","shape":[%d,8,8,1],"datatype":"UINT8",\
    "parameters":{"binary_data_size":%d}}\
    """
        .formatted(rows, bytes);
  }

  private static byte[] brightLeftTop() {
    byte[] pixels = new byte[PIXELS];
    for (int y = 0; y < 4; y++) {
      Arrays.fill(pixels, 8 * y, 8 * y + 4, (byte) 255);
    }
    return pixels;
  }

  private static void error(HttpResponse<byte[]> response, int status, String text) {
    String body = new String(response.body(), UTF_8);
    assertThat(response.statusCode()).as(body).isEqualTo(status);
    assertThat(json(response).propertyNames()).containsExactly("error");
    assertThat(json(response).path("error").asString()).contains(text);
  }
}
