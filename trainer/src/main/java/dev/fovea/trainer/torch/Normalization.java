package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.zeros;

import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Local response normalisation in operations that libtorch computes fast: the sum over neighbouring
 * maps is a 1×1 convolution with a band matrix.
 */
final class Normalization {

  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private Normalization() {}

  /** Returns x / (k + alpha · Σ x²)^beta: x and the result [N, maps, height, width]. */
  static Tensor apply(LocalResponseNormalization layer, Tensor x) {
    Tensor band = band(x, layer.size()).mul_(new Scalar(layer.alpha()));
    Tensor sums = conv2d(x.square(), band, new TensorOptional(), ONE, NONE, ONE, 1);
    return x.mul(power(sums.add_(new Scalar(layer.k())), -layer.beta()));
  }

  /**
   * Returns {@code base} to the exponent; the papers' −3/4 by two roots, far cheaper than a power.
   */
  private static Tensor power(Tensor base, double exponent) {
    if (exponent != -0.75) {
      return base.pow(new Scalar(exponent));
    }
    Tensor root = base.rsqrt();
    return root.mul(root.sqrt());
  }

  /** Ones where two maps are at most {@code size/2} apart: [maps, maps, 1, 1]. */
  private static Tensor band(Tensor x, int size) {
    long maps = x.size(1);
    Tensor ones = zeros(new long[] {maps, maps}, x.options()).fill_(new Scalar(1.0));
    return ones.triu(-(size / 2)).tril(size / 2).reshape(maps, maps, 1, 1);
  }
}
