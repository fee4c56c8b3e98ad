package dev.fovea.service.inference;

import dev.fovea.modelstore.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Values with a type and a shape. Elements are row-major; those of fixed width lie in a buffer,
 * little-endian, byte strings in a list. The content is shared, not copied: whoever hands a tensor
 * over does not write to it any more.
 */
public final class Tensor {

  private final TensorType type;
  private final long[] shape;
  private final ByteBuffer bytes;
  private final List<byte[]> strings;

  private Tensor(TensorType type, long[] shape, ByteBuffer bytes, List<byte[]> strings) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
    this.strings = strings;
  }

  /**
   * Wraps elements of fixed width.
   *
   * @param type any but {@link TensorType#BYTES}
   * @param shape no dimension negative
   * @param bytes the elements from position to limit, little-endian
   * @throws IllegalArgumentException if type, shape and size do not fit together
   */
  public static Tensor of(TensorType type, long[] shape, ByteBuffer bytes) {
    long expected = Math.multiplyExact(elements(shape), type.elementBytes());
    if (type == TensorType.BYTES || bytes.remaining() != expected) {
      throw new IllegalArgumentException(
          "%s of shape %s has %d bytes, got %d"
              .formatted(type, Arrays.toString(shape), expected, bytes.remaining()));
    }
    return new Tensor(type, shape.clone(), bytes.slice().order(ByteOrder.LITTLE_ENDIAN), List.of());
  }

  /**
   * Wraps byte strings.
   *
   * @param shape no dimension negative
   * @param strings one an element
   * @throws IllegalArgumentException if shape and number do not fit together
   */
  public static Tensor ofStrings(long[] shape, List<byte[]> strings) {
    if (elements(shape) != strings.size()) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, got %d"
              .formatted(Arrays.toString(shape), elements(shape), strings.size()));
    }
    return new Tensor(
        TensorType.BYTES, shape.clone(), ByteBuffer.allocate(0), List.copyOf(strings));
  }

  /** Returns the number of elements of a shape. */
  public static long elements(long[] shape) {
    long product = 1;
    for (long dimension : shape) {
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }

  /** Returns the element type. */
  public TensorType type() {
    return type;
  }

  /** Returns a copy of the shape, the batch dimension first. */
  public long[] shape() {
    return shape.clone();
  }

  /** Returns the first dimension, or 1 for a scalar. */
  public long rows() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /** Returns a view of the elements, little-endian, position 0; empty for byte strings. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the byte strings; empty for any other type. */
  public List<byte[]> strings() {
    return strings;
  }

  /**
   * Returns a copy of the elements of an FP32 tensor.
   *
   * @throws IllegalStateException if it has another type
   */
  public float[] floats() {
    if (type != TensorType.FP32) {
      throw new IllegalStateException("FP32 was expected, this is " + type);
    }
    float[] copy = new float[bytes.remaining() / Float.BYTES];
    bytes().asFloatBuffer().get(copy);
    return copy;
  }
}
