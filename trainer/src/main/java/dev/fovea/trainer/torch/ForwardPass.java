package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.dropout;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.tanh;

import dev.fovea.trainer.network.Layer;
import dev.fovea.trainer.network.Layer.Activation;
import dev.fovea.trainer.network.Layer.AveragePooling;
import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Convolution;
import dev.fovea.trainer.network.Layer.Dropout;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Layer.RadialBasis;
import dev.fovea.trainer.network.Layer.Scaling;
import dev.fovea.trainer.network.Layer.Subsampling;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** The fold itself: sends a batch through the layers of a network. */
final class ForwardPass {

  /**
   * What a batch came out as: logits [N, classes] and features [N, d], the logits if the network
   * names none.
   */
  record Output(Tensor logits, Tensor features) {}

  private static final long[] NONE = {0, 0};
  private static final long[] ONE = {1, 1};

  private final Network network;
  private final Arrays arrays;
  private final Precision precision;
  private final List<Integer> order;

  ForwardPass(Network network, Arrays arrays, Precision precision) {
    this.network = network;
    this.arrays = arrays;
    this.precision = precision;
    this.order = order(network.layers());
  }

  /**
   * Pools before rectifying: both orders give the same numbers, and pooled maps are a quarter of
   * the work.
   */
  private static List<Integer> order(List<Layer> layers) {
    List<Integer> order = new ArrayList<>();
    for (int index = 0; index < layers.size(); index++) {
      order.add(index);
      boolean swap =
          layers.get(index) instanceof MaxPooling
              && index > 0
              && layers.get(index - 1) instanceof Activation(Activation.Function function)
              && function == Activation.Function.RELU;
      if (swap) {
        order.set(index - 1, index);
        order.set(index, index - 1);
      }
    }
    return order;
  }

  /** Runs the network on pixels, uint8 or float [N, channels, height, width]. */
  Output run(Tensor pixels, boolean training) {
    Tensor x = pixels.to(org.bytedeco.pytorch.global.torch.ScalarType.Float);
    Tensor features = x;
    for (int index : order) {
      Layer layer = network.layers().get(index);
      x = apply(layer, index, x, training);
      if (layer instanceof Features) {
        features = x;
      }
    }
    return new Output(x.flatten(1, -1), features.flatten(1, -1));
  }

  private Tensor apply(Layer layer, int index, Tensor x, boolean training) {
    return switch (layer) {
      case Scaling(double multiply, double add) ->
          x.mul(new Scalar(multiply)).add(new Scalar(add)).to(precision.type());
      case Centering(double multiply) ->
          x.sub(perMap(index, Role.MEAN)).mul(new Scalar(multiply)).to(precision.type());
      case Convolution convolution -> convolve(convolution, index, x);
      case Subsampling(int window) ->
          average(x, window, window)
              .mul(new Scalar((double) window * window))
              .mul(perMap(index, Role.COEFFICIENT))
              .add(perMap(index, Role.BIAS));
      case MaxPooling(int window, int stride) ->
          max_pool2d(x, side(window), side(stride), NONE, ONE, false);
      case AveragePooling(int window, int stride) -> average(x, window, stride);
      case LocalResponseNormalization normalization -> Normalization.apply(normalization, x);
      case Activation(Activation.Function function) -> activate(function, x);
      case Dropout(double probability) -> dropout(x, probability, training);
      case FullyConnected _ ->
          linear(
              x.flatten(1, -1),
              arrays.of(index, Role.WEIGHT),
              new TensorOptional(arrays.of(index, Role.BIAS)));
      case Features _ -> x;
      case RadialBasis _ -> penalties(x.flatten(1, -1), arrays.codes(index));
    };
  }

  private Tensor convolve(Convolution layer, int index, Tensor x) {
    return conv2d(
        x,
        arrays.connected(index),
        new TensorOptional(arrays.of(index, Role.BIAS)),
        side(layer.stride()),
        side(layer.padding()),
        ONE,
        layer.groups());
  }

  private static Tensor average(Tensor x, int window, int stride) {
    return avg_pool2d(x, side(window), side(stride), NONE, false, true, new LongOptional());
  }

  private static Tensor activate(Activation.Function function, Tensor x) {
    return switch (function) {
      case RELU -> relu(x);
      case TANH -> tanh(x);
      case SCALED_TANH -> tanh(x.mul(new Scalar(2.0 / 3))).mul(new Scalar(1.7159));
    };
  }

  /** −Σ(x − code)² = 2 x·code − Σx² − n, for codes of ±1. */
  private static Tensor penalties(Tensor x, Tensor codes) {
    Tensor squares = x.square().sum(new long[] {1}, true, null);
    return linear(x, codes).mul(new Scalar(2.0)).sub(squares).sub(new Scalar((double) x.size(1)));
  }

  private Tensor perMap(int index, Role role) {
    return arrays.of(index, role).reshape(1, -1, 1, 1);
  }

  private static long[] side(int pixels) {
    return new long[] {pixels, pixels};
  }
}
