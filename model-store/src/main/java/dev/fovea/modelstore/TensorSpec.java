package dev.fovea.modelstore;

import java.util.List;

/**
 * Name, element type and shape of one input or output of a graph.
 *
 * @param name the graph's own name for it
 * @param type element type
 * @param shape dimensions, the batch first; -1 where any length is accepted
 */
public record TensorSpec(String name, TensorType type, List<Long> shape) {

  /**
   * Copies the shape and checks its dimensions.
   *
   * @throws IllegalArgumentException if the name is blank or a dimension is 0 or below -1
   */
  public TensorSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a tensor needs a name");
    }
    shape = List.copyOf(shape);
    for (long dimension : shape) {
      if (dimension < -1 || dimension == 0) {
        throw new IllegalArgumentException(
            "dimensions of " + name + " must be positive or -1, got " + shape);
      }
    }
  }

  /** Returns whether the types are alike, and the dimensions wherever both are fixed. */
  boolean accepts(TensorSpec other) {
    if (type != other.type || shape.size() != other.shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      long mine = shape.get(i);
      long theirs = other.shape.get(i);
      if (mine > 0 && theirs > 0 && mine != theirs) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the bytes of that many rows along the first dimension, or -1 if that is not fixed.
   *
   * @throws ArithmeticException if there are more than fit a {@code long}
   */
  long bytes(int rows) {
    long bytes = Math.multiplyExact((long) rows, type.elementBytes());
    for (long dimension : shape.subList(Math.min(1, shape.size()), shape.size())) {
      bytes = Math.multiplyExact(bytes, dimension);
      if (bytes <= 0) {
        return -1;
      }
    }
    return bytes == 0 ? -1 : bytes;
  }
}
