package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.LiveService;
import dev.fovea.service.protocol.v2.grpc.wire.GRPCInferenceServiceGrpc;
import dev.fovea.service.protocol.v2.grpc.wire.ServerMetadataRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

final class SecurityIT extends LiveService {

  @Autowired private GrpcServerLifecycle grpc;

  @DynamicPropertySource
  static void keys(DynamicPropertyRegistry properties) {
    properties.add("fovea.security.keys", () -> write().toString());
  }

  @Test
  void asksForAKeyInTheFormOfTheProtocol() {
    HttpResponse<byte[]> answer = get("/v1/models");
    problem(answer, 401, "unauthenticated");
    problem(
        send(request("/v1/models").header("Authorization", "Bearer wrong").GET()),
        401,
        "unauthenticated");
  }

  @Test
  void letsAKeyInByEitherHeader() {
    assertThat(
            send(request("/v1/models").header("Authorization", "Bearer reader").GET()).statusCode())
        .isEqualTo(200);
    assertThat(send(request("/v1/models").header("X-API-Key", "reader").GET()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void namesTheScopeThatAKeyLacks() {
    HttpResponse<byte[]> answer =
        send(
            request("/v1/collections/photos")
                .header("X-API-Key", "reader")
                .PUT(BodyPublishers.ofString("{}")));
    assertThat(problem(answer, 403, "forbidden").path("detail").asString()).contains("index");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/%63ollections/photos",
    "DELETE, /v1/collection%73/photos",
    "POST, /v2/repository/%6dodels/quadrants/unload",
    "GET, /%61ctuator/prometheus"
  })
  void knowsAPathHoweverItIsEncoded(String method, String path) {
    HttpResponse<byte[]> answer =
        send(
            request(path)
                .header("X-API-Key", "reader")
                .method(method, BodyPublishers.ofString("{\"model\": \"quadrants\"}")));
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void leavesProbesAndTheHeadersOfEveryAnswerOpen() {
    HttpResponse<byte[]> answer = get("/actuator/health/liveness");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void showsWhereThingsLieToAdministratorsOnly() {
    for (String key : new String[] {"reader", "unknown"}) {
      JsonNode health = json(send(request("/actuator/health").header("X-API-Key", key).GET()));
      assertThat(health.at("/components/diskSpace/status").asString()).isEqualTo("UP");
      assertThat(health.findValues("details")).isEmpty();
    }
    JsonNode health = json(send(request("/actuator/health").header("X-API-Key", "admin").GET()));
    assertThat(health.at("/components/diskSpace/details/path").asString()).isNotBlank();
  }

  @Test
  void tellsHealthOverGrpcWithoutAKeyAndNothingElse() {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", grpc.getPort()).usePlaintext().build();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              HealthGrpc.newBlockingStub(channel)
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus()
                  .equals(ServingStatus.SERVING));
      assertThatThrownBy(() ->
              GRPCInferenceServiceGrpc.newBlockingStub(channel)
                  .serverMetadata(ServerMetadataRequest.getDefaultInstance()))
          .hasMessageContaining("UNAUTHENTICATED");
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void holdsAKeyToItsQuotaAndSaysWhenToComeAgain() {
    List<HttpResponse<byte[]>> answers =
        IntStream.range(0, 12)
            .mapToObj(_ -> send(request("/v1/models").header("X-API-Key", "limited").GET()))
            .toList();
    HttpResponse<byte[]> refused =
        answers.stream().filter(answer -> answer.statusCode() == 429).findFirst().orElseThrow();
    problem(refused, 429, "quota-exceeded");
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
  }

  private static Path write() {
    try {
      return Files.writeString(
          Files.createTempFile("fovea-keys", ".yaml"),
          "keys:\n"
              + Keys.entry("reader", "reader", "infer")
              + Keys.entry("admin", "admin", "admin")
              + Keys.limited("limited", "limited", 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
