package dev.fovea.trainer.network;

import java.util.List;
import java.util.Optional;

/**
 * One layer of a {@link Network}. Every fold over a network switches over these records without a
 * default, so a layer that one fold does not know does not compile.
 */
public sealed interface Layer {

  /** Returns a convolution of stride 1 that sees every input map, without padding. */
  static Convolution convolution(int filters, int kernel) {
    return new Convolution(filters, kernel, 1, 0, 1, Optional.empty());
  }

  /** Returns the activation layer of this function. */
  static Activation activation(Activation.Function function) {
    return new Activation(function);
  }

  /** Brings pixels 0–255 to {@code multiply · x + add}. Keeps the shape. No parameters. */
  record Scaling(double multiply, double add) implements Layer {}

  /**
   * Subtracts each channel's mean over the training set, then multiplies by {@code multiply}. Keeps
   * the shape. The means are measured, not trained, and count as no parameters.
   */
  record Centering(double multiply) implements Layer {}

  /**
   * Square convolution: [C, H, W] to [filters, (H − kernel + 2·padding)/stride + 1, …].
   *
   * @param filters output maps
   * @param kernel side in pixels
   * @param stride step in pixels
   * @param padding zeros on each side
   * @param groups towers that do not see each other; divides both channel counts
   * @param connections which inputs feed which output; empty means all of the group
   */
  record Convolution(
      int filters,
      int kernel,
      int stride,
      int padding,
      int groups,
      Optional<ConnectionTable> connections)
      implements Layer {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public Convolution {
      requirePositive("filters", filters);
      requirePositive("kernel", kernel);
      requirePositive("stride", stride);
      requirePositive("groups", groups);
      if (padding < 0) {
        throw new IllegalArgumentException("padding must not be negative, got " + padding);
      }
      if (connections.isPresent() && groups > 1) {
        throw new IllegalArgumentException("a connection table and groups exclude each other");
      }
    }

    /** Returns this convolution with another step in pixels. */
    public Convolution stride(int pixels) {
      return new Convolution(filters, kernel, pixels, padding, groups, connections);
    }

    /** Returns this convolution with another number of zeros on each side. */
    public Convolution padding(int pixels) {
      return new Convolution(filters, kernel, stride, pixels, groups, connections);
    }

    /** Returns this convolution cut into towers that do not see each other. */
    public Convolution groups(int towers) {
      return new Convolution(filters, kernel, stride, padding, towers, connections);
    }

    /** Returns this convolution with its connections thinned out. */
    public Convolution connections(ConnectionTable table) {
      return new Convolution(filters, kernel, stride, padding, groups, Optional.of(table));
    }

    /** Returns how many kernels hold trainable weights, given so many input maps. */
    int kernels(int inputMaps) {
      return connections
          .map(ConnectionTable::connections)
          .orElseGet(() -> filters * (inputMaps / groups));
    }
  }

  /**
   * LeCun's subsampling: the values of each non-overlapping {@code window}² are added, multiplied
   * by one trainable coefficient a map, and one trainable bias a map is added.
   */
  record Subsampling(int window) implements Layer {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Subsampling {
      requirePositive("window", window);
    }
  }

  /** Largest value of each window; windows overlap where {@code stride < window}. */
  record MaxPooling(int window, int stride) implements Layer {
    /**
     * Checks both lengths.
     *
     * @throws IllegalArgumentException naming the one that is not positive
     */
    public MaxPooling {
      requirePositive("window", window);
      requirePositive("stride", stride);
    }
  }

  /** Mean of each window; windows overlap where {@code stride < window}. */
  record AveragePooling(int window, int stride) implements Layer {
    /**
     * Checks both lengths.
     *
     * @throws IllegalArgumentException naming the one that is not positive
     */
    public AveragePooling {
      requirePositive("window", window);
      requirePositive("stride", stride);
    }
  }

  /**
   * b = a / (k + alpha · Σ a²)^beta, the sum over {@code size} neighbouring maps: section 3.3 of
   * Krizhevsky et al. 2012, whose alpha is not divided by {@code size}.
   */
  record LocalResponseNormalization(int size, double alpha, double beta, double k)
      implements Layer {
    /**
     * Checks that the window has a middle and that nothing is divided by zero.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public LocalResponseNormalization {
      if (size < 1 || size % 2 == 0) {
        throw new IllegalArgumentException("size must be odd and positive, got " + size);
      }
      if (!(k > 0) || !(alpha >= 0)) {
        throw new IllegalArgumentException(
            "k must be above 0 and alpha not below, got k=%s, alpha=%s".formatted(k, alpha));
      }
    }
  }

  /** A function of each value on its own. */
  record Activation(Function function) implements Layer {
    /** The functions the two papers use. */
    public enum Function {
      /** max(0, x). */
      RELU,
      /** tanh(x). */
      TANH,
      /** 1.7159 · tanh(2x/3), so that f(1) = 1 and f(−1) = −1: LeCun et al. 1998, appendix A. */
      SCALED_TANH
    }
  }

  /** Zeroes each value with this probability while training, and scales the others up. */
  record Dropout(double probability) implements Layer {
    /**
     * Checks the probability.
     *
     * @throws IllegalArgumentException if it is below 0, or 1 and above
     */
    public Dropout {
      if (!(probability >= 0) || !(probability < 1)) {
        throw new IllegalArgumentException(
            "dropout must be at least 0 and below 1, got " + probability);
      }
    }
  }

  /** Weighted sums of all values plus a bias: any shape to [units, 1, 1]. */
  record FullyConnected(int units) implements Layer {
    /**
     * Checks the number of units.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public FullyConnected {
      requirePositive("units", units);
    }
  }

  /** Names the values at this point the network's features. Keeps the shape. */
  record Features() implements Layer {}

  /**
   * Euclidean radial basis functions with fixed codes: output i is −Σ(x − code_i)², so that the
   * softmax of the outputs gives probabilities.
   *
   * @param codes one code of ±1 a class, each as long as the input
   */
  record RadialBasis(List<List<Integer>> codes) implements Layer {
    /** Copies the codes. */
    public RadialBasis {
      codes = codes.stream().map(List::copyOf).toList();
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }
}
