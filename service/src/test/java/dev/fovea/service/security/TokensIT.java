package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import dev.fovea.service.LiveService;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tokens of an issuer, over HTTP and gRPC. */
final class TokensIT extends LiveService {

  private static final Issuer ISSUER = new Issuer(0);

  @Autowired private GrpcServerLifecycle grpc;

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("fovea.security.issuer", () -> ISSUER.address().toString());
    properties.add("fovea.security.audience", () -> "fovea");
  }

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  @Test
  void letsATokenDoWhatItsScopesSay() {
    String token = ISSUER.token("infer");
    assertThat(bearing(token, "/v1/models").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> write =
        send(
            request("/v1/collections/photos")
                .header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.ofString("{}")));
    assertThat(problem(write, 403, "forbidden").path("detail").asString()).contains("index");
  }

  @Test
  void saysInTheFormOfEachProtocolWhyATokenIsRefused() {
    String expired =
        ISSUER.token(it -> it.expirationTime(Date.from(Instant.now().minusSeconds(600))));
    assertThat(
            problem(bearing(expired, "/v1/models"), 401, "unauthenticated")
                .path("detail")
                .asString())
        .contains("expired");
    HttpResponse<byte[]> v2 = bearing(expired, "/v2/models/quadrants");
    assertThat(v2.statusCode()).isEqualTo(401);
    assertThat(json(v2).propertyNames()).containsExactly("error");
    assertThat(json(v2).path("error").asString()).contains("expired");
    assertThat(bearing(expired, "/actuator/health/liveness").statusCode())
        .as("open to all, whatever comes with the request")
        .isEqualTo(200);
  }

  @Test
  void acceptsTheSameTokensOverGrpc() {
    assertThat(call("ServerMetadata", ISSUER.token("infer"))).isEqualTo(Status.Code.OK);
    assertThat(call("ServerMetadata", ISSUER.forged())).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(call("ServerMetadata", ISSUER.token("index")))
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(call("RepositoryModelUnload", ISSUER.token("infer")))
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  private HttpResponse<byte[]> bearing(String token, String path) {
    return send(request(path).header("Authorization", "Bearer " + token).GET());
  }

  /** Calls a method whose request may be empty, and ignores the answer. */
  private Status.Code call(String method, String token) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", grpc.getPort())
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    try {
      StatusRuntimeException refusal =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  ClientCalls.blockingUnaryCall(
                      channel,
                      descriptor(method),
                      CallOptions.DEFAULT,
                      Empty.getDefaultInstance()));
      return refusal == null ? Status.Code.OK : refusal.getStatus().getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  private static MethodDescriptor<Empty, Empty> descriptor(String method) {
    return MethodDescriptor.<Empty, Empty>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName("inference.GRPCInferenceService/" + method)
        .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .build();
  }
}
