package dev.fovea.service.protocol.v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationTest {

  @Test
  void ranksEveryRowForItselfAndLabelsIt() {
    NamedTensor output = floats(new long[] {2, 3}, 0.1f, 0.8731f, 0.02f, 5f, -1f, 5f);

    NamedTensor classes = Classification.of(output, 2, List.of("a", "b", "c"));

    assertThat(classes.tensor().shape()).containsExactly(2, 2);
    assertThat(strings(classes))
        .containsExactly("0.873100:1:b", "0.100000:0:a", "5.000000:0:a", "5.000000:2:c");
  }

  @Test
  void givesAllThereAreAndNoLabelWhereThereIsNone() {
    NamedTensor classes = Classification.of(floats(new long[] {1, 2}, 1f, 2f), 9, List.of());

    assertThat(classes.tensor().shape()).containsExactly(1, 2);
    assertThat(strings(classes)).containsExactly("2.000000:1", "1.000000:0");
  }

  @Test
  void roundsTheExactValueHalfToEvenAsCDoes() {
    // 0.0000005 as a float lies just below, 2.5e-6 in binary just below, -1e-9 keeps its sign.
    NamedTensor classes =
        Classification.of(
            floats(new long[] {1, 4}, 0.0000005f, 1e10f, -1e-9f, Math.scalb(1f, -15)),
            4,
            List.of());

    assertThat(strings(classes))
        .containsExactly("10000000000.000000:1", "0.000031:3", "0.000000:0", "-0.000000:2");
  }

  @Test
  void ranksWhatIsNoNumberLast() {
    NamedTensor classes =
        Classification.of(
            floats(
                new long[] {1, 4},
                Float.NaN,
                Float.NEGATIVE_INFINITY,
                Float.POSITIVE_INFINITY,
                -3f),
            4,
            List.of());

    assertThat(strings(classes)).containsExactly("inf:2", "-3.000000:3", "nan:0", "-inf:1");
  }

  @Test
  void printsIntegersAsIntegersAndHonoursTheirSign() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {-1, 1});

    assertThat(strings(classify(TensorType.UINT8, bytes))).containsExactly("255:0", "1:1");
    assertThat(strings(classify(TensorType.INT8, bytes))).containsExactly("1:1", "-1:0");
    assertThat(strings(classify(TensorType.UINT64, ByteBuffer.allocate(16).put(7, (byte) -1))))
        .containsExactly("18374686479671623680:0", "0:1");
  }

  @Test
  void refusesStringsAndHalfFloats() {
    NamedTensor strings =
        new NamedTensor("out", Tensor.ofStrings(new long[] {1}, List.of(new byte[0])));

    assertThatThrownBy(() -> Classification.of(strings, 1, List.of()))
        .isInstanceOf(InvalidParameter.class);
    assertThatThrownBy(() -> classify(TensorType.FP16, ByteBuffer.allocate(4)))
        .isInstanceOf(InvalidParameter.class);
  }

  private static NamedTensor classify(TensorType type, ByteBuffer bytes) {
    Tensor tensor = Tensor.of(type, new long[] {1, 2}, bytes.duplicate());
    return Classification.of(new NamedTensor("out", tensor), 2, List.of());
  }

  private static NamedTensor floats(long[] shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new NamedTensor("out", Tensor.of(TensorType.FP32, shape, bytes));
  }

  private static List<String> strings(NamedTensor output) {
    return output.tensor().strings().stream().map(bytes -> new String(bytes, UTF_8)).toList();
  }
}
