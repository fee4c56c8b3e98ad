package dev.fovea.trainer.network;

import java.util.List;

/**
 * Names one array of numbers that a network needs: it is the key under which {@link Weights} holds
 * it.
 *
 * @param layer index of the layer in {@link Network#layers}
 * @param role what the layer does with it
 * @param shape row-major dimensions, libtorch's order: [filters, inputs/groups, kernel, kernel] for
 *     a convolution (zeros where its table leaves a connection out), [units, inputs] for a fully
 *     connected layer, [maps] for all else
 */
public record Parameter(int layer, Role role, List<Integer> shape) {

  /** What a layer does with an array. */
  public enum Role {
    /** Multiplies the inputs of a convolution or a fully connected layer. */
    WEIGHT,
    /** Is added to each output map or unit. */
    BIAS,
    /** Multiplies the sums of a {@link Layer.Subsampling}. */
    COEFFICIENT,
    /** Is subtracted from each channel by {@link Layer.Centering}: measured, not trained. */
    MEAN
  }

  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  /** Returns how many numbers the array has. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
