package dev.fovea.trainer.torch;

import dev.fovea.trainer.network.Layer;
import dev.fovea.trainer.network.Layer.Subsampling;
import dev.fovea.trainer.network.Parameter;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Which numbers the weights begin with. Biases begin at zero unless said otherwise. */
public enum Initialization {
  /** Uniform within ±1/√fan-in. */
  FAN_IN,
  /**
   * Uniform of deviation 1/√fan-in, which keeps the variance of a sum: LeCun, Bottou, Orr and
   * Müller 1998, "Efficient backprop", section 4.6.
   */
  UNIT_GAIN,
  /** Uniform within ±2.4/fan-in: LeCun et al. 1998, appendix A. */
  LECUN,
  /** Normal of deviation √(2/fan-in): He et al. 2015, arXiv:1502.01852. */
  HE,
  /**
   * Normal of deviation 0.01; biases of 1 in conv2, conv4, conv5 and the hidden fully connected
   * layers: Krizhevsky et al. 2012, section 5. It belongs to pixels on the 0–255 scale.
   */
  KRIZHEVSKY;

  /** Fills {@code values}, the parameter of {@code layer}, drawing from libtorch's generator. */
  void fill(Tensor values, Layer layer, Parameter parameter, String layerName) {
    switch (parameter.role()) {
      case WEIGHT -> fillWeights(values, parameter.size() / parameter.shape().getFirst());
      case COEFFICIENT -> values.fill_(new Scalar(meanOf((Subsampling) layer)));
      case BIAS -> values.fill_(new Scalar(bias(layerName)));
      case MEAN -> values.zero_();
    }
  }

  private void fillWeights(Tensor values, double fanIn) {
    switch (this) {
      case FAN_IN -> uniform(values, 1 / Math.sqrt(fanIn));
      case UNIT_GAIN -> uniform(values, Math.sqrt(3 / fanIn));
      case LECUN -> uniform(values, 2.4 / fanIn);
      case HE -> normal(values, Math.sqrt(2 / fanIn));
      case KRIZHEVSKY -> normal(values, 0.01);
    }
  }

  private double bias(String layerName) {
    return switch (this) {
      case FAN_IN, UNIT_GAIN, LECUN, HE -> 0;
      case KRIZHEVSKY ->
          switch (layerName) {
            case "conv2", "conv4", "conv5", "full6", "full7" -> 1;
            default -> 0;
          };
    };
  }

  /** A subsampling layer begins as the mean of its window. */
  private static double meanOf(Subsampling layer) {
    return 1.0 / (layer.window() * layer.window());
  }

  private static void uniform(Tensor values, double bound) {
    values.uniform_(-bound, bound, new GeneratorOptional());
  }

  private static void normal(Tensor values, double deviation) {
    values.normal_(0, deviation, new GeneratorOptional());
  }
}
