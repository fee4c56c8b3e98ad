package dev.fovea.service.protocol.v2.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import dev.fovea.service.protocol.v2.grpc.wire.GRPCInferenceServiceGrpc;
import dev.fovea.service.protocol.v2.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.fovea.service.protocol.v2.grpc.wire.InferParameter;
import dev.fovea.service.protocol.v2.grpc.wire.InferTensorContents;
import dev.fovea.service.protocol.v2.grpc.wire.ModelConfig;
import dev.fovea.service.protocol.v2.grpc.wire.ModelConfigRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest.InferInputTensor;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest.InferRequestedOutputTensor;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInput;
import dev.fovea.service.protocol.v2.grpc.wire.ModelMetadataRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelReadyRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelStatistics;
import dev.fovea.service.protocol.v2.grpc.wire.ModelStatisticsRequest;
import dev.fovea.service.protocol.v2.grpc.wire.RepositoryIndexRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ServerLiveRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ServerMetadataRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ServerReadyRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** {@code inference.GRPCInferenceService}, over a connection. */
@ExtendWith(OutputCaptureExtension.class)
class GrpcIT extends LiveService {

  @Autowired private GrpcServerLifecycle server;

  private ManagedChannel channel;
  private GRPCInferenceServiceBlockingStub client;

  @BeforeEach
  void connect() {
    channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    client = GRPCInferenceServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void tellsWhatTheServerIs() {
    assertThat(client.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    assertThat(client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    assertThat(client.serverMetadata(ServerMetadataRequest.getDefaultInstance()))
        .satisfies(metadata -> assertThat(metadata.getName()).isEqualTo("fovea"))
        .satisfies(metadata -> assertThat(metadata.getExtensionsList()).contains("statistics"));
  }

  @Test
  void tellsWhatAModelIs() {
    assertThat(client.modelMetadata(ModelMetadataRequest.newBuilder().setName("quadrants").build()))
        .satisfies(it -> assertThat(it.getVersionsList()).containsExactly("1", "2"))
        .satisfies(
            it -> assertThat(it.getInputs(0).getShapeList()).containsExactly(-1L, 8L, 8L, 1L));
    assertThat(ready("quadrants", "1")).isTrue();
    assertThat(ready("broken", "")).isFalse();
  }

  @Test
  void tellsHowAModelIsSetUp() {
    ModelConfig configuration =
        client
            .modelConfig(ModelConfigRequest.newBuilder().setName("quadrants").build())
            .getConfig();

    assertThat(configuration.getVersionPolicy().hasAll()).isTrue();
    assertThat(configuration.getInput(0).getFormat()).isEqualTo(ModelInput.Format.FORMAT_NHWC);
    assertThat(configuration.getOutput(0).getLabelFilename()).isEqualTo("labels.txt");
    assertThat(configuration.hasDynamicBatching()).isTrue();
  }

  @Test
  void answersTypedElementsAndRawElementsAlike() {
    InferTensorContents.Builder typed = InferTensorContents.newBuilder();
    byte[] raw = new byte[64];
    raw[63] = (byte) 160;
    for (byte pixel : raw) {
      typed.addUintContents(pixel & 0xFF);
    }

    ModelInferResponse byType =
        client.modelInfer(
            ask("tensors").addInputs(input("UINT8", 1, 8, 8, 1).setContents(typed)).build());
    ModelInferResponse byBytes =
        client.modelInfer(
            ask("tensors")
                .addInputs(input("UINT8", 1, 8, 8, 1))
                .addRawInputContents(ByteString.copyFrom(raw))
                .build());

    assertThat(byType.getRawOutputContentsList()).isEqualTo(byBytes.getRawOutputContentsList());
    assertThat(byType.getId()).isEqualTo("7");
    assertThat(byType.getModelName()).isEqualTo("tensors");
    assertThat(byType.getModelVersion()).isEqualTo("1");
    assertThat(byType.getOutputs(1).getName()).isEqualTo("features");
    assertThat(byType.getOutputs(1).getShapeList()).containsExactly(1L, 4L);
    assertThat(floats(byType.getRawOutputContents(1))).containsExactly(0f, 0f, 0f, 10f);
    assertThat(byType.getParametersMap()).containsKey("infer_us");
  }

  @Test
  void decodesPicturesAndNamesTheirClasses() {
    ModelInferResponse answer =
        client.modelInfer(
            ask("quadrants")
                .setModelVersion("1")
                .addInputs(
                    input("BYTES", 2)
                        .setContents(
                            InferTensorContents.newBuilder()
                                .addBytesContents(ByteString.copyFrom(TestPictures.quadrant(2)))
                                .addBytesContents(ByteString.copyFrom(TestPictures.quadrant(1)))))
                .addOutputs(
                    InferRequestedOutputTensor.newBuilder()
                        .setName("probabilities")
                        .putParameters(
                            "classification", InferParameter.newBuilder().setInt64Param(1).build()))
                .build());

    assertThat(answer.getOutputs(0).getDatatype()).isEqualTo("BYTES");
    assertThat(answer.getOutputs(0).getShapeList()).containsExactly(2L, 1L);
    assertThat(answer.getRawOutputContents(0).toString(UTF_8))
        .contains("1.000000:2:bottom-left", "1.000000:1:top-right");
  }

  @Test
  void refusesWithAStatus() {
    assertThat(refusal(ask("nothing").build())).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusal(ask("broken").build())).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refusal(ask("tensors").build())).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal(ask("tensors").setModelVersion("x!").build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal(ask("tensors").addRawInputContents(ByteString.empty()).build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    for (String type : List.of("UINT8", "FP16", "BYTES", "BF16", "INT64")) {
      assertThat(refusal(ask("tensors").addInputs(input(type, 1, 8, 8, 1)).build()))
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    assertThat(refusal(ask("tensors").addInputs(input("UINT8", Long.MAX_VALUE, 2)).build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal(ask("tensors").addInputs(input("UINT8", -1)).build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void refusesElementsThatDoNotFitTheirType() {
    InferTensorContents tooLarge = InferTensorContents.newBuilder().addUintContents(256).build();
    InferTensorContents tooSmall = InferTensorContents.newBuilder().addIntContents(-129).build();

    assertThat(refusal(ask("tensors").addInputs(input("UINT8", 1).setContents(tooLarge)).build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal(ask("tensors").addInputs(input("INT8", 1).setContents(tooSmall)).build()))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void refusesTypedElementsBesideRawOnes() {
    StatusRuntimeException both =
        refused(
            ask("tensors")
                .addInputs(
                    input("UINT8", 1, 8, 8, 1)
                        .setContents(InferTensorContents.newBuilder().addUintContents(1)))
                .addRawInputContents(ByteString.copyFrom(new byte[64]))
                .build());

    assertThat(both.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(both.getStatus().getDescription()).contains("image", "raw_input_contents");
  }

  @Test
  void refusesABrokenMessageAsTheClientsFault(CapturedOutput log) {
    for (String method :
        List.of("inference.GRPCInferenceService/ModelInfer", "grpc.health.v1.Health/Check")) {
      StatusRuntimeException broken =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> Bytes.call(channel, method, new byte[] {0x0a, 0x7f, 1, 2, 3}));

      assertThat(broken.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(broken.getStatus().getDescription()).contains("not what the protocol defines");
    }
    assertThat(log).doesNotContain("Exception");
  }

  @Test
  void refusesAMessageThatWouldBecomeManyTimesItsSize() {
    InferTensorContents.Builder zeros =
        InferTensorContents.newBuilder().addAllInt64Contents(Collections.nCopies(1_900_000, 0L));

    StatusRuntimeException large =
        refused(ask("tensors").addInputs(input("INT64", 1_900_000).setContents(zeros)).build());

    assertThat(large.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(large.getStatus().getDescription())
        .contains("raw_input_contents", "fovea.http.max-json-size");
  }

  @Test
  void readsCompressedMessages() {
    ModelInferRequest request =
        ask("tensors")
            .addInputs(input("UINT8", 1, 8, 8, 1))
            .addRawInputContents(ByteString.copyFrom(new byte[64]))
            .build();

    assertThat(client.withCompression("gzip").modelInfer(request).getRawOutputContentsList())
        .isEqualTo(client.modelInfer(request).getRawOutputContentsList());
    ModelInferRequest bomb =
        request.toBuilder()
            .setRawInputContents(0, ByteString.copyFrom(new byte[3_000_000]))
            .build();
    assertThat(
            catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> client.withCompression("gzip").modelInfer(bomb))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void tellsItsHealthAsTheReadinessProbeDoes() {
    HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
    for (String service : List.of("", "inference.GRPCInferenceService")) {
      HealthCheckRequest question = HealthCheckRequest.newBuilder().setService(service).build();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(health.check(question).getStatus()).isEqualTo(ServingStatus.SERVING));
      assertThat(health.watch(question).next().getStatus()).isEqualTo(ServingStatus.SERVING);
    }
    assertThatThrownBy(
            () -> health.check(HealthCheckRequest.newBuilder().setService("other").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
  }

  @Test
  void refusesMessagesOverTheBound() {
    ByteString large = ByteString.copyFrom(new byte[3_000_000]);

    assertThat(
            refusal(
                ask("tensors")
                    .addInputs(input("UINT8", 1, 8, 8, 1))
                    .addRawInputContents(large)
                    .build()))
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void countsWhatModelsDid() {
    List<ModelStatistics> all =
        client.modelStatistics(ModelStatisticsRequest.getDefaultInstance()).getModelStatsList();
    ModelStatistics one =
        client
            .modelStatistics(
                ModelStatisticsRequest.newBuilder().setName("quadrants").setVersion("1").build())
            .getModelStats(0);

    assertThat(all).hasSize(4);
    assertThat(one.getInferenceStats().hasCacheMiss()).isTrue();
  }

  @Test
  void keepsTheRepositoryClosed() {
    assertThatThrownBy(() -> client.repositoryIndex(RepositoryIndexRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
  }

  private boolean ready(String model, String version) {
    return client
        .modelReady(ModelReadyRequest.newBuilder().setName(model).setVersion(version).build())
        .getReady();
  }

  private Status.Code refusal(ModelInferRequest request) {
    return refused(request).getStatus().getCode();
  }

  private StatusRuntimeException refused(ModelInferRequest request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> client.modelInfer(request));
  }

  private static ModelInferRequest.Builder ask(String model) {
    return ModelInferRequest.newBuilder().setModelName(model).setId("7");
  }

  private static InferInputTensor.Builder input(String type, long... shape) {
    InferInputTensor.Builder input =
        InferInputTensor.newBuilder().setName("image").setDatatype(type);
    for (long dimension : shape) {
      input.addShape(dimension);
    }
    return input;
  }

  private static float[] floats(ByteString bytes) {
    float[] values = new float[bytes.size() / Float.BYTES];
    ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
