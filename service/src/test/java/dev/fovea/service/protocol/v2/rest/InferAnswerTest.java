package dev.fovea.service.protocol.v2.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.InferResponse;
import dev.fovea.service.protocol.v2.NamedTensor;
import dev.fovea.service.protocol.v2.Parameters;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferAnswerTest {

  @Test
  void writesTheKeysInTheProtocolsOrder() {
    InferResponse response =
        new InferResponse(
            Optional.of("7"),
            "m",
            "3",
            new Parameters(Map.of("queue_us", 12L)),
            List.of(output("out", TensorType.FP32, "0000803fcdcccc3d", 1, 2)));

    assertThat(json(response))
        .isEqualTo(
            """
            {"id":"7","model_name":"m","model_version":"3","parameters":{"queue_us":12},\
            "outputs":[{"name":"out","datatype":"FP32","shape":[1,2],\
            "data":[1.0,0.10000000149011612]}]}\
            """);
  }

  @Test
  void leavesOutWhatWasNotSentOrIsEmpty() {
    assertThat(json(response(output("out", TensorType.UINT8, "05", 1))))
        .isEqualTo(
            """
            {"model_name":"m","model_version":"1",\
            "outputs":[{"name":"out","datatype":"UINT8","shape":[1],"data":[5]}]}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | 0100 | [true,false]",
        "UINT8  | 00ff | [0,255]",
        "UINT16 | 0100ffff | [1,65535]",
        "UINT32 | 01000000ffffffff | [1,4294967295]",
        "UINT64 | 0100000000000000ffffffffffffffff | [1,18446744073709551615]",
        "INT8   | 807f | [-128,127]",
        "INT16  | feff0201 | [-2,258]",
        "INT32  | feffffff04030201 | [-2,16909060]",
        "INT64  | ffffffffffffffffffffffffffffff7f | [-1,9223372036854775807]",
        "FP32   | 0000803f000000bf | [1.0,-0.5]",
        "FP64   | 000000000000f03f9a9999999999b93f | [1.0,0.1]"
      })
  void printsEachType(TensorType type, String hex, String data) {
    assertThat(json(response(output("out", type, hex, 2)))).contains("\"data\":" + data + "}");
  }

  @Test
  void printsBytesAsStrings() {
    Tensor strings =
        Tensor.ofStrings(new long[] {2}, List.of("a\"".getBytes(UTF_8), "ü".getBytes(UTF_8)));

    assertThat(json(response(new NamedTensor("out", strings))))
        .contains("\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"a\\\"\",\"ü\"]");
  }

  @Test
  void putsBinaryOutputsBehindTheJsonInTheirOrder() {
    InferResponse response =
        response(
            output("a", TensorType.UINT8, "0102", 2),
            output("b", TensorType.UINT8, "03", 1),
            new NamedTensor("c", Tensor.ofStrings(new long[] {1}, List.of("xy".getBytes(UTF_8)))));

    InferAnswer answer = InferAnswer.of(response, Set.of("a", "c"));

    assertThat(new String(answer.json(), UTF_8))
        .contains(
            "\"name\":\"a\",\"datatype\":\"UINT8\",\"shape\":[2],"
                + "\"parameters\":{\"binary_data_size\":2}}")
        .contains("\"data\":[3]")
        .contains("\"parameters\":{\"binary_data_size\":6}");
    assertThat(answer.tail().stream().map(InferAnswerTest::hex))
        .containsExactly("0102", "020000007879");
    assertThat(answer.tailBytes()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000807f", "000080ff", "0000c07f"})
  void refusesToPrintWhatIsNotFiniteAndOffersBinaryData(String hex) {
    InferResponse response = response(output("out", TensorType.FP32, hex, 1));

    assertThatThrownBy(() -> json(response))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining("binary_data")
        .hasMessageContaining("'out'");
    assertThat(InferAnswer.of(response, Set.of("out")).tailBytes()).isEqualTo(4);
  }

  @Test
  void refusesToPrintHalfFloatsAndBytesThatAreNoText() {
    NamedTensor bytes =
        new NamedTensor("out", Tensor.ofStrings(new long[] {1}, List.of(new byte[] {(byte) 0xC0})));

    assertThatThrownBy(() -> json(response(output("out", TensorType.FP16, "003c", 1))))
        .isInstanceOf(InvalidParameter.class);
    assertThatThrownBy(() -> json(response(bytes))).isInstanceOf(InvalidParameter.class);
  }

  private static InferResponse response(NamedTensor... outputs) {
    return new InferResponse(Optional.empty(), "m", "1", Parameters.NONE, List.of(outputs));
  }

  private static NamedTensor output(String name, TensorType type, String hex, long... shape) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    return new NamedTensor(name, Tensor.of(type, shape, bytes));
  }

  private static String json(InferResponse response) {
    return new String(InferAnswer.of(response, Set.of()).json(), UTF_8);
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
