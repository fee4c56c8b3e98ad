package dev.fovea.service.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Requests that are meant to hurt: each has an answer in its protocol's form, and none is a 500.
 */
final class HostileRequestsIT extends LiveService {

  private static final String CLASSIFY = "/v1/models/quadrants/classify";
  private static final String FORM = "multipart/form-data; boundary=x";
  private static final String PART =
      "--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";

  @DynamicPropertySource
  static void bounds(DynamicPropertyRegistry properties) {
    properties.add("fovea.http.header-timeout", () -> "2s");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/collections/hostile",
    "POST, /v1/collections/hostile/search",
    "POST, /v2/repository/index",
    "POST, /v2/models/quadrants/infer"
  })
  void hasAnAnswerForEveryShapeOfJson(String method, String path) {
    String deep = "[".repeat(100_000);
    for (String json :
        new String[] {
          "null",
          "[]",
          "7",
          "\"\"",
          "{\"model\": null}",
          "{\"features\": [null]}",
          deep,
          "{\"model\": " + deep,
          "{\"features\": [1e999]}",
          "{\"ready\": " + "9".repeat(5_000) + "}",
          "{\"inputs\": [{\"shape\": [9223372036854775807, 2], \"data\": [1]}]}",
          "{\"a\": NaN}"
        }) {
      var answer =
          send(
              request(path)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(json)));
      String sent = json.substring(0, Math.min(60, json.length()));
      assertThat(answer.statusCode()).as("%s %s", path, sent).isIn(200, 400, 403, 404);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .as("%s %s", path, sent)
          .doesNotContain("dev.fovea", "Exception", "Constraints");
    }
  }

  @Test
  void namesTheBoundThatAFormExceeds() {
    form(PART.formatted("a", "", "").repeat(300), "server.tomcat.max-part-count");
    form(
        PART.formatted("image", "\r\nX-Long: " + "a".repeat(10_000), ""),
        "server.tomcat.max-part-header-size");
    form(
        PART.formatted("image", "; filename=\"a\"", "a".repeat(3 << 20)),
        "fovea.http.max-body-size");
  }

  @Test
  void refusesAFormThatIsNoneInWordsThatNameNoClass() {
    String part = PART.formatted("image", "; filename=\"a\0b\"", "a") + "--x--\r\n";
    for (String boundary : new String[] {"x", "y".repeat(5_000)}) {
      String type = "multipart/form-data; boundary=" + boundary;
      var problem =
          problem(post(CLASSIFY, type, BodyPublishers.ofString(part)), 400, "malformed-body");
      assertThat(problem.path("detail").asString())
          .contains("the multipart form is broken")
          .doesNotContain("org.apache", "Exception");
    }
  }

  @Test
  void refusesMetadataThatItWouldHaveToBend() {
    String collection = "/v1/collections/bent";
    send(request(collection).PUT(BodyPublishers.ofString("{\"model\":\"quadrants\"}")));
    String form =
        PART.formatted(
                "image", "; filename=\"a\"", new String(TestPictures.quadrant(0), ISO_8859_1))
            + PART.formatted("metadata", "", "{\"place\": \"%s\"}");
    for (String place : new String[] {"Z\u00fcrich", "a\", \"place\": \"b"}) {
      var answer =
          send(
              request(collection + "/images/a")
                  .header("Content-Type", FORM)
                  .PUT(
                      BodyPublishers.ofByteArray(
                          (form.replace("%s", place) + "--x--\r\n").getBytes(ISO_8859_1))));
      problem(answer, 400, "malformed-body");
    }
    send(request(collection).DELETE());
  }

  @Test
  void namesTheBoundsOfHeaders() throws IOException {
    String many = "X-Many: a\r\n".repeat(150);
    refused(
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + many + "\r\n", 400, "max-header-count");
    String large = "X-Large: " + "a".repeat(20_000) + "\r\n";
    refused(
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + large + "\r\n",
        400,
        "max-http-request-header-size");
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Length: 5\r\nContent-Length: 6', 400",
    "'Content-Length: 5, 5', 400",
    "'Content-Length: +5', 400",
    "'Content-Length: -5', 400",
    "'Transfer-Encoding : chunked', 400",
    "'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', 400",
    "'Transfer-Encoding: xchunked', 501",
    "'Transfer-Encoding: identity, chunked', 501"
  })
  void refusesABodyWhoseEndIsInDoubtAndCloses(String headers, int status) throws IOException {
    refused(
        "POST "
            + CLASSIFY
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "\r\n\r\nabcdeGET / HTTP/1.1\r\n",
        status,
        "\"detail\"");
  }

  @Test
  void refusesWhatAClientOnlyAnnouncesBeforeItSendsIt() throws IOException {
    refused(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n"
            .formatted(CLASSIFY, 1 << 30),
        413,
        "fovea.http.max-body-size");
  }

  @Test
  void refusesABodyThatDripsIn() throws Exception {
    try (Socket socket = Raw.open(port())) {
      String request =
          "POST " + CLASSIFY + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Thread dripping = Thread.ofVirtual().start(() -> drip(socket));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      dripping.join();
      assertThat(answer).startsWith("HTTP/1.1 408").contains("fovea.http.min-body-rate");
    }
  }

  /** Sends a byte now and then until the connection is closed. */
  private static void drip(Socket socket) {
    try {
      while (true) {
        socket.getOutputStream().write(0);
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException closed) {
      // as the service is meant to do
    }
  }

  @Test
  void closesAfterABodyWithBothAnEncodingAndALength() throws IOException {
    String answers =
        Raw.exchange(
            port(),
            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .formatted(CLASSIFY)
                + "0\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(answers).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/../actuator/prometheus",
        "/v1/%2e%2e/actuator/prometheus",
        "//v1/models",
        "/v1//models",
        "/v1/models;a=b",
        "/docs/..;/v1/models",
        "/css/%2e%2e/v1/models",
        "/v1/models/%00",
        "/v1/models/..%5c",
        "/v1/models/a%2fb",
        "/v1/models/%C0%AE",
        "/v1/models/%zz",
        "/v1/models/quadrants/report/%2e%2e/model.onnx"
      })
  void refusesPathsThatAreNotPlain(String path) throws IOException {
    refused(
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        400,
        "\"detail\"");
  }

  @ParameterizedTest
  @CsvSource({"TRACE, 405", "PATCH, 405", "NONSENSE, 400", "CONNECT, 501"})
  void refusesOtherMethodsInTheFormOfTheProtocol(String method, int status) throws IOException {
    refused(
        method + " /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        status,
        "urn:fovea:problem");
    refused(
        method + " /v2/models/quadrants HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        status,
        "{\"error\":");
  }

  @Test
  void closesAConnectionWhoseHeadersTrickle() throws IOException {
    try (Socket socket = Raw.open(port())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> isClosedAfterOneMoreByte(socket));
    }
    assertThat(get("/v1/models").statusCode()).isEqualTo(200);
  }

  private static boolean isClosedAfterOneMoreByte(Socket socket) {
    try {
      socket.getOutputStream().write('a');
      socket.setSoTimeout(1);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private void form(String parts, String bound) {
    var answer = post(CLASSIFY, FORM, BodyPublishers.ofString(parts + "--x--\r\n"));
    JsonNode problem = problem(answer, 413, "body-too-large");
    assertThat(problem.path("detail").asString()).contains(bound);
  }

  private void refused(String request, int status, String words) throws IOException {
    assertThat(Raw.exchange(port(), request))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains(words)
        .doesNotContain("Exception", "\tat ");
  }
}
