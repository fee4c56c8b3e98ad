package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The quota of a key whose calls end in every way that a call can, over a connection. */
final class CallQuotaTest {

  private static final int ONE_AT_A_TIME = 1;

  @TempDir private Path folder;

  private final CountDownLatch underWay = new CountDownLatch(1);
  private Server server;
  private ManagedChannel channel;

  /** How the handler behind the quota ends a call. */
  enum Ending {
    ANSWERS,
    REFUSES,
    THROWS,
    DOES_NOT_START
  }

  @BeforeEach
  void start() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("keys.yaml"),
            "keys:\n"
                + Keys.atATime("one", "one", ONE_AT_A_TIME)
                + Keys.limited("slow", "slow", 1));
    SecurityProperties properties = new SecurityProperties(file, null, null, false, List.of());
    Callers callers = new Callers(new KeyFile(Optional.of(file)), Optional.empty());
    CallInterceptor interceptor = new CallInterceptor(properties, callers, new Quotas());
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(ServerInterceptors.intercept(service(), interceptor))
            .build()
            .start();
    channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void givesThePlaceOfACallBackHoweverItEnds(Ending ending) {
    Status.Code expected =
        switch (ending) {
          case ANSWERS -> Status.Code.OK;
          case REFUSES -> Status.Code.NOT_FOUND;
          case THROWS, DOES_NOT_START -> Status.Code.UNKNOWN;
        };
    for (int call = 0; call < 3; call++) {
      await(ending.name(), expected);
    }
  }

  @Test
  void refusesACallWhileAnotherOfTheKeyIsUnderWay() throws InterruptedException {
    ClientCall<Empty, Empty> first = as("one").newCall(method("waits"), CallOptions.DEFAULT);
    Future<Empty> never = ClientCalls.futureUnaryCall(first, Empty.getDefaultInstance());
    underWay.await();

    assertThat(call("one", "ANSWERS").getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    never.cancel(true);
    await("ANSWERS", Status.Code.OK);
  }

  @Test
  void refusesCallsBeyondTheRateAndSaysSo() {
    assertThat(IntStream.range(0, 100).mapToObj(_ -> call("slow", "ANSWERS")))
        .anySatisfy(refused -> {
          assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
          assertThat(refused.getDescription()).contains("1.0 requests a second");
        });
  }

  /** The client has its answer a moment before the place is given back. */
  private void await(String method, Status.Code expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> call("one", method).getCode() == expected);
  }

  private Status call(String key, String method) {
    try {
      ClientCalls.blockingUnaryCall(
          as(key), method(method), CallOptions.DEFAULT, Empty.getDefaultInstance());
      return Status.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus();
    }
  }

  private Channel as(String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private ServerServiceDefinition service() {
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder("test");
    for (Ending ending : Ending.values()) {
      service.addMethod(method(ending.name()), handler(ending));
    }
    return service
        .addMethod(method("waits"), ServerCalls.asyncUnaryCall((_, _) -> underWay.countDown()))
        .build();
  }

  private static ServerCallHandler<Empty, Empty> handler(Ending ending) {
    return switch (ending) {
      case ANSWERS ->
          ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
          });
      case REFUSES ->
          ServerCalls.asyncUnaryCall((_, answer) -> answer.onError(Status.NOT_FOUND.asException()));
      case THROWS ->
          ServerCalls.asyncUnaryCall((_, _) -> {
            throw new IllegalStateException("the handler is broken");
          });
      case DOES_NOT_START ->
          (ServerCall<Empty, Empty> _, Metadata _) -> {
            throw new IllegalStateException("the handler does not start");
          };
    };
  }

  private static MethodDescriptor<Empty, Empty> method(String name) {
    return MethodDescriptor.<Empty, Empty>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName("test", name))
        .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
        .build();
  }
}
