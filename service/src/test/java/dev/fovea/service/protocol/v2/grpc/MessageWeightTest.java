package dev.fovea.service.protocol.v2.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.fovea.service.protocol.v2.grpc.wire.InferParameter;
import dev.fovea.service.protocol.v2.grpc.wire.InferTensorContents;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest.InferInputTensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageWeightTest {

  private static final int COUNT = 10_000;

  @Test
  void countsNoObjectsForTheBytesOfRawTensorsAndPictures() throws IOException {
    long weight =
        weigh(
            ModelInferRequest.newBuilder()
                .addRawInputContents(ByteString.copyFrom(new byte[COUNT]))
                .addInputs(
                    contents(
                        InferTensorContents.newBuilder()
                            .addBytesContents(ByteString.copyFrom(new byte[COUNT])))));

    assertThat(weight).isLessThan(1_000);
  }

  @Test
  void countsEachShortElementAtItsWidthInAnArrayThatGrew() throws IOException {
    InferTensorContents.Builder longs =
        InferTensorContents.newBuilder().addAllInt64Contents(Collections.nCopies(COUNT, 0L));
    InferTensorContents.Builder ints =
        InferTensorContents.newBuilder().addAllUintContents(Collections.nCopies(COUNT, 0));

    assertThat(objects(longs)).isBetween(20L * COUNT, 20L * COUNT + 1_000);
    assertThat(objects(ints)).isBetween(10L * COUNT, 10L * COUNT + 1_000);
  }

  @Test
  void countsElementsOfFixedWidthOnce() throws IOException {
    InferTensorContents.Builder floats =
        InferTensorContents.newBuilder().addAllFp32Contents(Collections.nCopies(COUNT, 0f));

    assertThat(objects(floats)).isBetween(10L * COUNT, 10L * COUNT + 1_000);
  }

  @Test
  void countsAnObjectForEachTensorTextAndParameter() throws IOException {
    ModelInferRequest.Builder tensors = ModelInferRequest.newBuilder();
    ModelInferRequest.Builder parameters = ModelInferRequest.newBuilder();
    for (int i = 0; i < COUNT; i++) {
      tensors.addInputs(InferInputTensor.getDefaultInstance());
      parameters.putParameters("" + i, InferParameter.getDefaultInstance());
    }

    assertThat(weigh(tensors)).isEqualTo(64L * COUNT);
    assertThat(weigh(parameters)).isGreaterThan(4 * 64L * COUNT);
  }

  @Test
  void countsWhatTheMessageDoesNotHave() throws IOException {
    UnknownFieldSet.Builder unknown = UnknownFieldSet.newBuilder();
    UnknownFieldSet.Builder group = UnknownFieldSet.newBuilder();
    IntStream.range(100, 100 + COUNT)
        .forEach(number ->
            group.addField(number, UnknownFieldSet.Field.newBuilder().addVarint(1).build()));
    unknown.addField(99, UnknownFieldSet.Field.newBuilder().addGroup(group.build()).build());

    long flat = weigh(group.build().toByteArray());
    long grouped = weigh(unknown.build().toByteArray());

    assertThat(flat).isEqualTo(256L * COUNT);
    assertThat(grouped).isGreaterThan(256L * COUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u000b\u000c\u0014", "\u0014", "\u000f", "\u0000"})
  void refusesWhatIsNoMessage(String bytes) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> weigh(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static long objects(InferTensorContents.Builder contents) throws IOException {
    return weigh(ModelInferRequest.newBuilder().addInputs(contents(contents)));
  }

  private static InferInputTensor contents(InferTensorContents.Builder contents) {
    return InferInputTensor.newBuilder().setContents(contents).build();
  }

  private static long weigh(ModelInferRequest.Builder message) throws IOException {
    return weigh(message.build().toByteArray());
  }

  private static long weigh(byte[] wire) throws IOException {
    return MessageWeight.of(new ByteArrayInputStream(wire), ModelInferRequest.getDescriptor());
  }
}
