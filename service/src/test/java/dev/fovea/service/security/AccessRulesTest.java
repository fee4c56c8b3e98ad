package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

final class AccessRulesTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /, none",
    "GET, /js/app.js, none",
    "GET, /openapi.yaml, none",
    "GET, /openapi.json, none",
    "GET, /actuator/health/liveness, none",
    "GET, /v2/health/ready, none",
    "GET, /actuator/prometheus, admin",
    "GET, /v1/models, infer",
    "POST, /v1/models/lenet5/classify, infer",
    "POST, /v2/models/lenet5/infer, infer",
    "POST, /v2/repository/index, infer",
    "POST, /v2/repository/models/lenet5/load, admin",
    "GET, /v1/collections/photos/images/a, infer",
    "POST, /v1/collections/photos/search, infer",
    "POST, /v1/collections/photos/recall, infer",
    "PUT, /v1/collections/photos, index",
    "DELETE, /v1/collections/photos/images/a, index",
    "POST, /v1/collections/photos/imports, index",
    "POST, /v1/collections/photos/snapshots, admin",
    "POST, /anything/else, infer"
  })
  void asksForTheScopeThatTheWorkNeeds(String method, String path, String scope) {
    assertThat(AccessRules.scope(HttpMethod.valueOf(method), path).map(Scope::text).orElse("none"))
        .isEqualTo(scope);
  }
}
