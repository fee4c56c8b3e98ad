package dev.fovea.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageIT extends LiveService {

  @ParameterizedTest
  @CsvSource({
    "/, text/html, What is this?",
    "/docs, text/html, operations",
    "/js/main.js, text/javascript, import",
    "/css/tokens.css, text/css, --accent",
    "/openapi.yaml, application/yaml, openapi: 3.1.0",
    "/openapi.json, application/json, '\"openapi\":\"3.1.0\"'",
  })
  void servesThePageAndTheContract(String path, String type, String part) {
    HttpResponse<byte[]> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(part);
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/v1/models, 200", "/v1/models/nobody, 404", "/nowhere, 404"})
  void letsBrowsersRunOnlyItsOwnFiles(String path, int status) {
    HttpResponse<byte[]> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void sendsTheReferencesFolderToItsOneAddress() {
    assertThat(get("/docs/").headers().firstValue("Location").orElseThrow()).endsWith("/docs");
  }
}
