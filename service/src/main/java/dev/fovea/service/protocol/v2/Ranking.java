package dev.fovea.service.protocol.v2;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Tensor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The elements of a numeric tensor, to compare and to write as the classification extension does.
 */
sealed interface Ranking {

  /** Compares the elements at two indexes of the row-major order. */
  int compare(int left, int right);

  /** Returns an element as text: integers in digits, others as C's {@code %f}. */
  String text(int index);

  /**
   * Reads the elements of an output.
   *
   * @throws InvalidParameter if they are strings or of type FP16
   */
  static Ranking of(NamedTensor output) {
    Tensor tensor = output.tensor();
    ByteBuffer in = tensor.bytes();
    int count = Math.toIntExact(Tensor.elements(tensor.shape()));
    return switch (tensor.type()) {
      case BOOL, UINT8 -> integers(count, () -> Byte.toUnsignedLong(in.get()));
      case UINT16 -> integers(count, () -> Short.toUnsignedLong(in.getShort()));
      case UINT32 -> integers(count, () -> Integer.toUnsignedLong(in.getInt()));
      case UINT64 -> new Unsigned(LongStream.generate(in::getLong).limit(count).toArray());
      case INT8 -> integers(count, in::get);
      case INT16 -> integers(count, in::getShort);
      case INT32 -> integers(count, in::getInt);
      case INT64 -> integers(count, in::getLong);
      case FP32 -> new Reals(DoubleStream.generate(in::getFloat).limit(count).toArray());
      case FP64 -> new Reals(DoubleStream.generate(in::getDouble).limit(count).toArray());
      case FP16, BYTES ->
          throw new InvalidParameter(
              "classification",
              "is not for output '%s', of type %s".formatted(output.name(), tensor.type()));
    };
  }

  private static Ranking integers(int count, LongSupplier next) {
    return new Integers(LongStream.generate(next).limit(count).toArray());
  }

  /** Signed integers, and unsigned ones of up to 32 bits. */
  final class Integers implements Ranking {
    private final long[] values;

    private Integers(long[] values) {
      this.values = values;
    }

    @Override
    public int compare(int left, int right) {
      return Long.compare(values[left], values[right]);
    }

    @Override
    public String text(int index) {
      return Long.toString(values[index]);
    }
  }

  /** Unsigned integers of 64 bits. */
  final class Unsigned implements Ranking {
    private final long[] values;

    private Unsigned(long[] values) {
      this.values = values;
    }

    @Override
    public int compare(int left, int right) {
      return Long.compareUnsigned(values[left], values[right]);
    }

    @Override
    public String text(int index) {
      return Long.toUnsignedString(values[index]);
    }
  }

  /** Floating point numbers; one that is no number is less than all others. */
  final class Reals implements Ranking {
    private final double[] values;

    private Reals(double[] values) {
      this.values = values;
    }

    @Override
    public int compare(int left, int right) {
      return Double.compare(rank(left), rank(right));
    }

    private double rank(int index) {
      double value = values[index];
      // Adding zero makes the two zeros alike.
      return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value + 0.0;
    }

    @Override
    public String text(int index) {
      double value = values[index];
      if (!Double.isFinite(value)) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
      }
      // Exact, and half to even as C rounds; Java's own %f rounds the shortest decimal half up.
      BigDecimal rounded = new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN);
      boolean lostSign = rounded.signum() == 0 && Math.copySign(1, value) < 0;
      return (lostSign ? "-" : "") + rounded.toPlainString();
    }
  }
}
