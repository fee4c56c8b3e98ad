package dev.fovea.service.protocol.v2.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.InferRequest;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferRequestParserTest {

  private static final int LIMIT_BYTES = 10_000;

  @Test
  void readsIdParametersInputsAndOutputs() {
    InferRequest request =
        parse(
            """
            {"id":"a","parameters":{"timeout":5,"priority":1,"x":"y","f":1.5,"b":true},
             "inputs":[{"name":"in","shape":[1,2],"datatype":"INT32","data":[1,-2]}],
             "outputs":[{"name":"out","parameters":{"binary_data":true,"classification":3}}]}\
            """);

    assertThat(request.id()).contains("a");
    assertThat(request.parameters().values())
        .isEqualTo(Map.of("timeout", 5L, "priority", 1L, "x", "y", "f", 1.5, "b", true));
    assertThat(request.inputs().getFirst().name()).isEqualTo("in");
    assertThat(request.outputs().getFirst().name()).isEqualTo("out");
    assertThat(request.outputs().getFirst().binary()).contains(true);
    assertThat(request.outputs().getFirst().classes()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | true, false        | 0100",
        "UINT8  | 0, 255             | 00ff",
        "UINT16 | 1, 65535           | 0100ffff",
        "UINT32 | 1, 4294967295      | 01000000ffffffff",
        "UINT64 | 1, 18446744073709551615 | 0100000000000000ffffffffffffffff",
        "INT8   | -128, 127          | 807f",
        "INT16  | -2, 258            | feff0201",
        "INT32  | -2, 16909060       | feffffff04030201",
        "INT64  | -1, 9223372036854775807 | ffffffffffffffffffffffffffffff7f",
        "FP32   | 1, -0.5            | 0000803f000000bf",
        "FP64   | 1, -0.5            | 000000000000f03f000000000000e0bf"
      })
  void putsEachTypeInLittleEndianBytes(String type, String elements, String hex) {
    Tensor tensor = tensor(type, "[2]", "[" + elements + "]");

    assertThat(bytes(tensor)).isEqualTo(hex);
    assertThat(tensor.type()).isEqualTo(TensorType.valueOf(type));
    assertThat(tensor.bytes().isDirect()).isTrue();
  }

  @Test
  void readsStringsAsUtf8() {
    Tensor tensor = tensor("BYTES", "[1,2]", "[\"ü\",\"\"]");

    assertThat(tensor.shape()).containsExactly(1, 2);
    assertThat(tensor.strings()).containsExactly("ü".getBytes(UTF_8), new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,3,4]", "[[1,2],[3,4]]", "[ [[1],[2]], [[3],[4]] ]"})
  void readsFlatAndNestedElementsAlike(String data) {
    assertThat(bytes(tensor("UINT8", "[2,2]", data))).isEqualTo("01020304");
  }

  @Test
  void readsFieldsInAnyOrderAndSkipsUnknownOnes() {
    InferRequest request =
        parse(
            """
            {"model_name":"x","outputs":[],"inputs":[{"extra":{"a":[1,{"b":2}]},"data":[7],
             "datatype":"UINT8","shape":[1],"name":"in"}],"more":[[]]}\
            """);

    assertThat(bytes(request.inputs().getFirst().tensor())).isEqualTo("07");
  }

  @Test
  void roundsFloatsOnceFromTheirText() {
    // A double of this text lies half-way between two floats and would be rounded the wrong way.
    Tensor tensor = tensor("FP32", "[1]", "[1.00000017881393432617187499]");

    assertThat(tensor.floats()).containsExactly(Math.nextUp(1f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UINT8 | 256",
        "UINT8 | -1",
        "UINT8 | 1.0",
        "UINT8 | \"1\"",
        "UINT8 | null",
        "UINT8 | true",
        "UINT8 | {}",
        "INT64 | 9223372036854775808",
        "UINT64 | 18446744073709551616",
        "UINT64 | -1",
        "FP32 | 1e39",
        "FP32 | \"NaN\"",
        "FP64 | 1e999",
        "BOOL | 1",
        "BYTES | 1",
        "FP16 | 1.0",
      })
  void refusesElementsThatAreNotOfTheType(String type, String element) {
    assertThatThrownBy(() -> tensor(type, "[1]", "[" + element + "]"))
        .isInstanceOf(InvalidTensor.class)
        .hasMessageContaining("'in'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2]    | [1]",
        "[2]    | [1,2,3]",
        "[]     | []",
        "[0]    | [1]",
        "[-1]   | [1]",
        "[2,-2] | [1]",
        "[9223372036854775807,2] | [1]",
        "[4294967296,4294967296] | [1]",
        "[1000000000] | [1]",
        "[1]    | 1",
        "[1]    | {}",
      })
  void refusesShapesThatAreImpossibleOrDoNotFitTheElements(String shape, String data) {
    assertThatThrownBy(() -> tensor("FP64", shape, data)).isInstanceOf(InvalidTensor.class);
  }

  @Test
  void takesATensorWithoutElements() {
    assertThat(tensor("FP32", "[0,5]", "[]").shape()).containsExactly(0, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "nonsense",
        "{\"inputs\":1}",
        "{\"inputs\":[1]}",
        "{\"inputs\":[{}]}",
        "{\"inputs\":[],\"inputs\":[]}",
        "{\"inputs\":[]} {}",
        "{\"id\":1,\"inputs\":[]}",
        "{\"outputs\":[{}]}",
        "{\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":[1.5],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":[1e9],\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":[99999999999999999999],"
            + "\"data\":[1]}]}",
        "{\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1}]}",
        "{\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[NaN]}]}",
      })
  void refusesWhatIsNotTheProtocolsJson(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedBody.class);
  }

  @Test
  void refusesJsonNestedTooDeep() {
    assertThatThrownBy(() -> parse("{\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"))
        .isInstanceOf(MalformedBody.class)
        .hasMessageContaining("depth");
  }

  @Test
  void refusesAnUnknownDatatypeAndNamesTheKnownOnes() {
    assertThatThrownBy(() -> tensor("BF16", "[1]", "[1]"))
        .isInstanceOf(InvalidTensor.class)
        .hasMessageContaining("BF16")
        .hasMessageContaining("FP32");
  }

  @Test
  void refusesParametersThatAreNoScalars() {
    assertThatThrownBy(() -> parse("{\"parameters\":{\"a\":{}}}"))
        .isInstanceOf(InvalidParameter.class);
  }

  @Test
  void takesBinaryTensorsInTheOrderOfTheInputsAroundThoseInJson() {
    InferRequest request =
        parse(
            "{\"inputs\":["
                + input("a", "UINT8", "[2]", "\"parameters\":{\"binary_data_size\":2}")
                + ","
                + input("b", "UINT8", "[1]", "\"data\":[9]")
                + ","
                + input("c", "BYTES", "[2]", "\"parameters\":{\"binary_data_size\":11}")
                + "]}",
            "0102" + "03000000" + "616263" + "00000000");

    assertThat(bytes(request.inputs().get(0).tensor())).isEqualTo("0102");
    assertThat(request.inputs().get(0).tensor().bytes().isDirect()).isTrue();
    assertThat(bytes(request.inputs().get(1).tensor())).isEqualTo("09");
    assertThat(request.inputs().get(2).tensor().strings())
        .containsExactly("abc".getBytes(UTF_8), new byte[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UINT8 | [2] | 2 | 01       | expecting 1 additional bytes",
        "UINT8 | [2] | 2 | 010203   | unexpected additional input data",
        "UINT8 | [2] | 3 | 010203   | 2 bytes",
        "FP32  | [2] | 4 | 01020304 | 8 bytes",
        "FP16  | [2] | 3 | 010203   | 4 bytes",
        "BYTES | [1] | 4 | 01000000 | does not fit the data",
        "BYTES | [1] | 4 | ffffffff | does not fit the data",
        "BYTES | [1] | 4 | ffffff7f | does not fit the data",
        "BYTES | [1] | 3 | 000000   | does not fit the data",
        "BYTES | [2] | 4 | 00000000 | 2 elements",
        "BYTES | [1] | 8 | 0000000000000000 | 1 elements",
        "BYTES | [-1] | 4 | 00000000 | negative",
        "UINT8 | [9223372036854775807,9223372036854775807] | 1 | 01 | 2 GiB",
      })
  void refusesBinaryDataThatDoesNotFit(
      String type, String shape, long size, String tail, String message) {
    String json =
        "{\"inputs\":["
            + input("in", type, shape, "\"parameters\":{\"binary_data_size\":%d}".formatted(size))
            + "]}";

    assertThatThrownBy(() -> parse(json, tail))
        .isInstanceOf(ServingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesNoMemoryForATensorLargerThanTheBound() {
    String json =
        "{\"inputs\":["
            + input(
                "in", "UINT8", "[2000000000]", "\"parameters\":{\"binary_data_size\":2000000000}")
            + "]}";

    assertThatThrownBy(() -> parse(json, "")).isInstanceOf(BodyTooLarge.class);
  }

  @Test
  void refusesElementsInBothPlacesAndInNeither() {
    assertThatThrownBy(() ->
            parse(
                "{\"inputs\":["
                    + input(
                        "in",
                        "UINT8",
                        "[1]",
                        "\"data\":[1],\"parameters\":{\"binary_data_size\":1}")
                    + "]}",
                "01"))
        .hasMessageContaining("both");
    assertThatThrownBy(
            () -> parse("{\"inputs\":[" + input("in", "UINT8", "[1]", "\"parameters\":{}") + "]}"))
        .hasMessageContaining("neither");
  }

  private static InferRequest parse(String json) {
    return parse(json, "");
  }

  private static InferRequest parse(String json, String hexTail) {
    byte[] tail = HexFormat.of().parseHex(hexTail);
    RequestBody body = RequestBody.open(new ByteArrayInputStream(tail), null, LIMIT_BYTES, _ -> {});
    return InferRequestParser.parse(json.getBytes(UTF_8), new BinaryTail(body));
  }

  private static Tensor tensor(String type, String shape, String data) {
    String input = input("in", type, shape, "\"data\":" + data);
    return parse("{\"inputs\":[" + input + "]}").inputs().getFirst().tensor();
  }

  private static String input(String name, String type, String shape, String rest) {
    return "{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"%s\",%s}"
        .formatted(name, shape, type, rest);
  }

  private static String bytes(Tensor tensor) {
    ByteBuffer buffer = tensor.bytes();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
