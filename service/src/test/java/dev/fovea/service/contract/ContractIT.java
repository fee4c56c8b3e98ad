package dev.fovea.service.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Fails when service and contract differ: paths, methods, statuses, schemas of real answers. */
final class ContractIT extends LiveService {

  private static final Contract CONTRACT = new Contract();

  private final RequestMappingHandlerMapping mappings;

  ContractIT(
      @Autowired
          @org.springframework.beans.factory.annotation.Qualifier("requestMappingHandlerMapping")
          RequestMappingHandlerMapping mappings) {
    this.mappings = mappings;
  }

  @Test
  void everyOperationIsInBothOrInNeither() {
    assertThat(served()).isEqualTo(CONTRACT.operations());
  }

  @Test
  void everySchemaIsUsed() {
    assertThat(CONTRACT.unusedSchemas()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operationsWithParameters")
  void everyOperationRefusesAnUnknownParameterAsDescribed(String operation) {
    assertThat(CONTRACT.statuses(operation)).contains("400");
  }

  static Stream<String> operationsWithParameters() {
    return CONTRACT.operations().stream().filter(operation -> operation.contains("/v1/models"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST /v1/models/{model}/classify, /v1/models/quadrants/classify?k=2, 200",
    "POST /v1/models/{model}/versions/{version}/classify, /v1/models/quadrants/versions/1/classify, 200",
    "POST /v1/models/{model}/features, /v1/models/quadrants/features, 200",
    "POST /v1/models/{model}/versions/{version}/features, /v1/models/quadrants/versions/1/features, 200",
    "GET /v1/models, /v1/models, 200",
    "GET /v1/models/{model}, /v1/models/quadrants, 200",
    "GET /v1/models/{model}, /v1/models/broken, 200",
    "GET /v1/models/{model}, /v1/models/nope, 404",
    "GET /v1/models, /v1/models?x=1, 400",
    "POST /v1/models/{model}/classify, /v1/models/quadrants/classify?k=0, 400",
    "POST /v1/models/{model}/classify, /v1/models/nope/classify, 404",
    "POST /v1/models/{model}/classify, /v1/models/broken/classify, 503",
    "POST /v1/models/{model}/features, /v1/models/plain/features, 400",
    "POST /v1/models/{model}/features, /v1/models/nope/features, 404"
  })
  void answersAsDescribed(String operation, String path, int status) {
    check(operation, status, send(operation, path, TestPictures.quadrant(1)));
  }

  @Test
  void refusesBadBodiesAsDescribed() {
    String operation = "POST /v1/models/{model}/classify";
    String path = "/v1/models/quadrants/classify";
    byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
    check(operation, 415, send(operation, path, text));
    check(operation, 422, send(operation, path, TestPictures.truncated()));
    check(operation, 413, send(operation, path, TestPictures.bomb()));
    check(operation, 413, send(operation, path, new byte[3 << 20]));
  }

  private HttpResponse<byte[]> send(String operation, String path, byte[] body) {
    boolean reads = operation.startsWith("GET ");
    return send(reads ? request(path).GET() : request(path).POST(BodyPublishers.ofByteArray(body)));
  }

  private static void check(String operation, int status, HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    assertThat(answer.statusCode()).as(body).isEqualTo(status);
    assertThat(CONTRACT.faults(operation, status, type, body)).as(body).isEmpty();
  }

  /** Returns what the controllers serve under {@code /v1} and {@code /v2}, as {@code GET /path}. */
  private Set<String> served() {
    Set<String> served = new TreeSet<>();
    for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
      for (String path : mapping.getPatternValues()) {
        if (path.startsWith("/v1/") || path.startsWith("/v2")) {
          mapping
              .getMethodsCondition()
              .getMethods()
              .forEach(method -> served.add(method + " " + described(path)));
        }
      }
    }
    return served;
  }

  /** Returns a mapping's path as the contract writes it: no patterns, no slash at the end. */
  private static String described(String path) {
    return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}").replaceAll("/$", "");
  }
}
