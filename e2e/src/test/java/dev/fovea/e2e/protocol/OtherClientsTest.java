package dev.fovea.e2e.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Repository;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferRequest.InferInputTensor;
import inference.GrpcPredictV2.ModelInferResponse;
import inference.GrpcPredictV2.ModelMetadataResponse;
import inference.GrpcPredictV2.ModelReadyResponse;
import inference.GrpcPredictV2.ServerLiveResponse;
import inference.GrpcPredictV2.ServerMetadataResponse;
import inference.GrpcPredictV2.ServerReadyResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's Java client over HTTP and Apache Camel's over gRPC get from us what they expect. */
class OtherClientsTest {

  private static final String TRITON_JAR = "e2e/target/clients/triton-client.jar";
  private static final String TRITON_PROGRAM = "e2e/src/test/clients/InferOverHttp.java";

  @TempDir private static Path folder;

  private static FoveaProcess fovea;
  private static DefaultCamelContext camel;
  private static ProducerTemplate template;

  @BeforeAll
  static void start() throws IOException {
    Path store = Files.createDirectories(folder.resolve("models"));
    SimpleModel.writeTo(store);
    fovea = FoveaProcess.start(folder, store);
    camel = new DefaultCamelContext();
    camel.start();
    template = camel.createProducerTemplate();
  }

  @AfterAll
  static void stop() {
    camel.stop();
    fovea.close();
  }

  @Test
  void nvidiasJavaClientInfersInJsonAndInBinary() throws IOException, InterruptedException {
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Repository.path(TRITON_JAR).toString(),
                Repository.path(TRITON_PROGRAM).toString(),
                "127.0.0.1:" + fovea.port())
            .redirectErrorStream(true)
            .start();
    String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(client.waitFor()).as(output).isZero();
    assertThat(output)
        .contains(
            "binary: simple 1 [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45]",
            "json: simple 1 [0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14, -15]",
            "all: [OUTPUT0, OUTPUT1]",
            "Request for unknown model: 'nothing' is not found");
  }

  @Test
  void camelReadsServerAndModel() {
    assertThat(ask("server/live", null, ServerLiveResponse.class).getLive()).isTrue();
    assertThat(ask("server/ready", null, ServerReadyResponse.class).getReady()).isTrue();
    assertThat(ask("server/metadata", null, ServerMetadataResponse.class).getName())
        .isEqualTo("fovea");
    assertThat(ask("model/ready", null, ModelReadyResponse.class).getReady()).isTrue();
    assertThat(ask("model/metadata", null, ModelMetadataResponse.class))
        .satisfies(model -> assertThat(model.getVersionsList()).containsExactly("1"))
        .satisfies(
            model -> assertThat(model.getInputs(1).getShapeList()).containsExactly(-1L, 16L));
  }

  @Test
  void camelInfers() {
    ModelInferRequest.Builder request = ModelInferRequest.newBuilder().setId("a");
    for (String name : List.of("INPUT0", "INPUT1")) {
      request.addInputs(
          InferInputTensor.newBuilder()
              .setName(name)
              .setDatatype("INT32")
              .addAllShape(List.of(1L, 16L)));
      request.addRawInputContents(integers(name.equals("INPUT0") ? 3 : 1));
    }

    ModelInferResponse answer = ask("infer", request.build(), ModelInferResponse.class);

    assertThat(answer.getId()).isEqualTo("a");
    assertThat(answer.getModelName()).isEqualTo("simple");
    assertThat(answer.getRawOutputContentsList()).containsExactly(integers(4), integers(2));
  }

  @Test
  void camelGetsAStatusForARequestThatDoesNotFit() {
    ModelInferRequest empty = ModelInferRequest.getDefaultInstance();

    assertThatThrownBy(() -> ask("infer", empty, ModelInferResponse.class))
        .isInstanceOf(CamelExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
  }

  private static <T> T ask(String api, @Nullable Object body, Class<T> type) {
    return template.requestBody(
        "kserve:%s?target=127.0.0.1:%d&modelName=simple".formatted(api, fovea.grpcPort()),
        body,
        type);
  }

  private static ByteString integers(int factor) {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 16; i++) {
      bytes.putInt(factor * i);
    }
    return ByteString.copyFrom(bytes.flip());
  }
}
