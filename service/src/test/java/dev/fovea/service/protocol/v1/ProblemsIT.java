package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to each thing that can be wrong with a request. */
final class ProblemsIT extends LiveService {

  private static final String PATH = "/v1/models/quadrants/classify";
  private static final byte[] PICTURE = TestPictures.quadrant(0);

  @Test
  void refusesAnEmptyBodyAndShowsHowToSendOne() {
    var problem = problem(post(PATH, new byte[0]), 400, "empty-body");
    assertThat(problem.path("detail").asString()).contains("curl --data-binary");
    assertThat(problem.path("instance").asString()).isEqualTo(PATH);
  }

  @Test
  void refusesText() {
    byte[] text = "a cat, honestly".getBytes(StandardCharsets.UTF_8);
    problem(post(PATH, "image/png", BodyPublishers.ofByteArray(text)), 415, "not-an-image");
  }

  @Test
  void refusesATruncatedPicture() {
    problem(post(PATH, TestPictures.truncated()), 422, "undecodable-image");
  }

  @Test
  void refusesAPictureThatClaimsTooManyPixels() {
    problem(post(PATH, TestPictures.bomb()), 413, "image-too-large");
  }

  @Test
  void refusesAnUnknownModelAndNamesThoseItKnows() {
    var problem = problem(post("/v1/models/nope/classify", PICTURE), 404, "unknown-model");
    assertThat(problem.path("detail").asString()).contains("nope").contains("quadrants");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models/quadrants/versions/7/classify",
        "/v1/models/quadrants/classify?version=7",
        "/v1/models/quadrants/classify?version=canary"
      })
  void refusesAnUnknownVersionOrLabel(String path) {
    problem(post(path, PICTURE), 404, "unknown-model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k=0",
        "k=5",
        "k=-1",
        "k=x",
        "k=",
        "k=1&k=2",
        "top=3",
        "version=0",
        "version=1.5",
        "version=%zz",
        "k=99999999999"
      })
  void refusesABadParameter(String query) {
    problem(post(PATH + "?" + query.replace("%zz", "%25zz"), PICTURE), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/*", "application/cbor", "no type at all"})
  void saysWhatIsWrongWhateverTheClientAccepts(String type) {
    String thumbnail = "/v1/collections/nope/images/a/thumbnail";
    problem(send(request(thumbnail).header("Accept", type).GET()), 404, "unknown-collection");
    problem(
        send(request(PATH + "?k=0").header("Accept", type).POST(BodyPublishers.noBody())),
        400,
        "invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "soon", "999999999"})
  void refusesABadDeadline(String millis) {
    var response =
        send(
            request(PATH)
                .header("Fovea-Timeout-Millis", millis)
                .POST(BodyPublishers.ofByteArray(PICTURE)));
    problem(response, 400, "invalid-parameter");
  }

  @Test
  void refusesABodyOverTheLimitByItsDeclaredLength() {
    problem(post(PATH, new byte[3 << 20]), 413, "body-too-large");
  }

  @Test
  void refusesAChunkedBodyOverTheLimit() {
    var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3 << 20]));
    problem(post(PATH, "image/png", body), 413, "body-too-large");
  }

  @Test
  void refusesAFormOverTheLimit() {
    var form = new Form().image("big.png", new byte[3 << 20]);
    problem(post(PATH, form.type(), form.body()), 413, "body-too-large");
  }

  @Test
  void refusesAFormWithoutAPicture() {
    var form = new Form().field("k", "3");
    var problem = problem(post(PATH, form.type(), form.body()), 400, "malformed-body");
    assertThat(problem.path("detail").asString()).contains("image");
  }

  @Test
  void refusesAnEmptyPartOfAForm() {
    var form = new Form().image("a.png", new byte[0]);
    problem(post(PATH, form.type(), form.body()), 400, "empty-body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=other"
      })
  void refusesABrokenForm(String type) {
    byte[] text = "--x\r\nContent-Disposition: form-data; na".getBytes(StandardCharsets.UTF_8);
    problem(post(PATH, type, BodyPublishers.ofByteArray(text)), 400, "malformed-body");
  }

  @Test
  void refusesAFormOfTooManyParts() {
    var form = new Form();
    for (int i = 0; i < 300; i++) {
      form.field("f" + i, "x");
    }
    problem(post(PATH, form.type(), form.body()), 413, "body-too-large");
  }

  @Test
  void refusesFeaturesOfAModelWithoutThem() {
    problem(post("/v1/models/plain/features", PICTURE), 400, "wrong-model");
  }

  @Test
  void refusesPicturesForAModelOfTensors() {
    problem(post("/v1/models/tensors/classify", PICTURE), 400, "wrong-model");
  }

  @Test
  void saysWhyAModelIsNotReady() {
    var problem = problem(post("/v1/models/broken/classify", PICTURE), 503, "model-not-ready");
    assertThat(problem.path("detail").asString()).contains("failed to load");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/models/quadrants/classify, POST",
    "DELETE, /v1/models, GET",
    "PATCH, /v1/models/plain, GET"
  })
  void refusesTheWrongMethodAndNamesTheRightOne(String method, String path, String right) {
    var response = send(request(path).method(method, BodyPublishers.noBody()));
    var problem = problem(response, 405, "method-not-allowed");
    assertThat(problem.path("detail").asString()).endsWith("use " + right);
    assertThat(response.headers().firstValue("Allow")).hasValue(right);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/cbor", "application/x-jackson-smile"})
  void refusesToAnswerInWhatTheContractDoesNotKnow(String type) {
    var response = send(request("/v1/models").header("Accept", type).GET());
    problem(response, 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/nothing", "/nothing", "/v1/models/quadrants/nothing"})
  void answersUnknownPathsWithAProblem(String path) {
    problem(get(path), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/mod{els HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/models%2Fx HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/models/../../etc HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /v1/models/quadrants/classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: -4\r\n\r\n",
        "POST /v1/models/quadrants/classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nabcd",
        "POST /v1/models/quadrants/classify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "GET /v1/models HTTP/1.1\r\n\r\n",
        "GET /v1/models?%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "BREW /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void answersInvalidHttpWithAProblemToo(String bytes) throws IOException {
    String answer = raw(bytes);
    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
    assertThat(answer).contains("application/problem+json").contains("urn:fovea:problem:");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
