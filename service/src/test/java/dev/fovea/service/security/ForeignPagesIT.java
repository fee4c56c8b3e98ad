package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.protocol.Raw;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForeignPagesIT extends LiveService {

  @Test
  void refusesWhatAPageOfAnotherSiteWritesInTheFormOfTheProtocol() {
    var ofV1 = fromAnotherSite("/v1/collections/planted", "{\"model\": \"quadrants\"}");
    assertThat(problem(ofV1, 403, "cross-site").path("detail").asString())
        .contains("fovea.security.keys");
    assertThat(get("/v1/collections/planted").statusCode()).isEqualTo(404);

    var ofV2 = fromAnotherSite("/v2/models/quadrants/infer", "{}");
    assertThat(ofV2.statusCode()).isEqualTo(403);
    assertThat(json(ofV2).path("error").asString()).contains("another site");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models, application/problem+json, urn:fovea:problem:unknown-host",
    "/v2/models/quadrants, application/json, '{\"error\":'",
    "/, application/problem+json, urn:fovea:problem:unknown-host"
  })
  void refusesAnotherNameInTheFormOfTheProtocol(String path, String type, String words)
      throws IOException {
    String answer =
        Raw.exchange(
            port(),
            "GET %s HTTP/1.1\r\nHost: rebound.example:%d\r\nConnection: close\r\n\r\n"
                .formatted(path, port()));
    assertThat(answer)
        .startsWith("HTTP/1.1 403 ")
        .contains(type, words, "fovea.security.allowed-hosts");
  }

  @Test
  void followsALinkOfAnotherSite() {
    var answer =
        send(
            request("/")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .GET());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> fromAnotherSite(String path, String body) {
    return send(
        request(path)
            .header("Sec-Fetch-Site", "cross-site")
            .method(path.startsWith("/v1") ? "PUT" : "POST", BodyPublishers.ofString(body)));
  }
}
