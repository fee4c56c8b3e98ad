package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import java.util.List;

/** How much a shape from a client asks for, before any memory is taken for it. */
public final class TensorShape {

  private TensorShape() {}

  /**
   * Returns the number of elements.
   *
   * @throws InvalidTensor if a dimension is negative or the product overflows 64 bits
   */
  public static long elements(String tensor, List<Long> shape) {
    long elements = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new InvalidTensor(tensor, "of a shape without negative dimensions", shape.toString());
      }
      elements = product(tensor, shape, elements, dimension);
    }
    return elements;
  }

  /**
   * Returns the size of the elements in bytes.
   *
   * @param type a type of fixed size, so not {@link TensorType#BYTES}
   * @throws InvalidTensor if a dimension is negative or a buffer cannot hold as much
   */
  public static int bytes(String tensor, TensorType type, List<Long> shape) {
    long bytes = product(tensor, shape, elements(tensor, shape), type.elementBytes());
    if (bytes > Integer.MAX_VALUE) {
      throw tooLarge(tensor, shape);
    }
    return (int) bytes;
  }

  /** Returns the shape as an array. */
  public static long[] dimensions(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  private static long product(String tensor, List<Long> shape, long left, long right) {
    try {
      return Math.multiplyExact(left, right);
    } catch (ArithmeticException overflow) {
      throw tooLarge(tensor, shape);
    }
  }

  private static InvalidTensor tooLarge(String tensor, List<Long> shape) {
    return new InvalidTensor(tensor, "at most 2 GiB", "shape " + shape);
  }
}
