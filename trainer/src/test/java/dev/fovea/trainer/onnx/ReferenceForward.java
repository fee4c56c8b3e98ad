package dev.fovea.trainer.onnx;

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
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.network.Weights;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The papers' formulas as plain loops in double precision, to hold an exported graph against. */
final class ReferenceForward {

  private final Weights weights;
  private double[] features = {};

  ReferenceForward(Weights weights) {
    this.weights = weights;
  }

  /** Returns the probabilities for one image's pixels, HWC. */
  double[] probabilities(byte[] pixels) {
    Network network = weights.network();
    Shape in = network.input();
    double[] values = planes(pixels, in);
    for (int index = 0; index < network.layers().size(); index++) {
      Shape out = network.outputs().get(index);
      values = forward(index, network.layers().get(index), values, in, out);
      in = out;
    }
    return softmax(values);
  }

  /** Returns the features of the image that was given last. */
  double[] features() {
    return features;
  }

  private double[] forward(int index, Layer layer, double[] x, Shape in, Shape out) {
    return switch (layer) {
      case Scaling(double multiply, double add) -> each(x, value -> value * multiply + add);
      case Centering(double multiply) -> center(x, in, weights.of(index, Role.MEAN), multiply);
      case Convolution convolution -> convolve(index, convolution, x, in, out);
      case Subsampling(int window) -> subsample(index, window, x, in, out);
      case MaxPooling(int window, int stride) -> pool(window, stride, x, in, out, true);
      case AveragePooling(int window, int stride) -> pool(window, stride, x, in, out, false);
      case LocalResponseNormalization normalization -> normalize(normalization, x, in);
      case Activation(Activation.Function function) ->
          switch (function) {
            case RELU -> each(x, value -> Math.max(0, value));
            case TANH -> each(x, Math::tanh);
            case SCALED_TANH -> each(x, value -> 1.7159 * Math.tanh(2 * value / 3));
          };
      case Dropout _ -> x;
      case FullyConnected(int units) -> connect(index, units, x);
      case Features _ -> {
        features = x;
        yield x;
      }
      case RadialBasis(List<List<Integer>> codes) -> match(codes, x);
    };
  }

  private static double[] planes(byte[] pixels, Shape shape) {
    double[] planes = new double[shape.size()];
    int area = shape.height() * shape.width();
    for (int point = 0; point < area; point++) {
      for (int channel = 0; channel < shape.channels(); channel++) {
        planes[channel * area + point] = pixels[point * shape.channels() + channel] & 0xff;
      }
    }
    return planes;
  }

  private static double[] each(double[] x, DoubleUnaryOperator function) {
    double[] y = new double[x.length];
    for (int index = 0; index < x.length; index++) {
      y[index] = function.applyAsDouble(x[index]);
    }
    return y;
  }

  private static double[] center(double[] x, Shape in, float[] mean, double multiply) {
    double[] y = new double[x.length];
    for (int index = 0; index < x.length; index++) {
      y[index] = (x[index] - mean[index / (in.height() * in.width())]) * multiply;
    }
    return y;
  }

  private double[] convolve(int index, Convolution layer, double[] x, Shape in, Shape out) {
    float[] weight = weights.of(index, Role.WEIGHT);
    float[] bias = weights.of(index, Role.BIAS);
    int inputs = in.channels() / layer.groups();
    int filters = out.channels() / layer.groups();
    double[] y = new double[out.size()];
    for (int filter = 0; filter < out.channels(); filter++) {
      for (int row = 0; row < out.height(); row++) {
        for (int column = 0; column < out.width(); column++) {
          double sum = bias[filter];
          for (int input = 0; input < inputs; input++) {
            for (int tap = 0; tap < layer.kernel() * layer.kernel(); tap++) {
              int r = row * layer.stride() - layer.padding() + tap / layer.kernel();
              int c = column * layer.stride() - layer.padding() + tap % layer.kernel();
              if (r >= 0 && r < in.height() && c >= 0 && c < in.width()) {
                int map = filter / filters * inputs + input;
                int kernel = (filter * inputs + input) * layer.kernel() * layer.kernel();
                sum += weight[kernel + tap] * x[(map * in.height() + r) * in.width() + c];
              }
            }
          }
          y[(filter * out.height() + row) * out.width() + column] = sum;
        }
      }
    }
    return y;
  }

  private double[] subsample(int index, int window, double[] x, Shape in, Shape out) {
    double[] means = pool(window, window, x, in, out, false);
    double[] y = new double[means.length];
    for (int position = 0; position < y.length; position++) {
      int map = position / (out.height() * out.width());
      y[position] =
          means[position] * window * window * weights.of(index, Role.COEFFICIENT)[map]
              + weights.of(index, Role.BIAS)[map];
    }
    return y;
  }

  private static double[] pool(
      int window, int stride, double[] x, Shape in, Shape out, boolean largest) {
    double[] y = new double[out.size()];
    for (int position = 0; position < y.length; position++) {
      int map = position / (out.height() * out.width());
      int top = position / out.width() % out.height() * stride;
      int left = position % out.width() * stride;
      double max = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int tap = 0; tap < window * window; tap++) {
        double value =
            x[(map * in.height() + top + tap / window) * in.width() + left + tap % window];
        max = Math.max(max, value);
        sum += value;
      }
      y[position] = largest ? max : sum / (window * window);
    }
    return y;
  }

  private static double[] normalize(LocalResponseNormalization layer, double[] x, Shape in) {
    int area = in.height() * in.width();
    double[] y = new double[x.length];
    for (int index = 0; index < x.length; index++) {
      int map = index / area;
      int point = index % area;
      double squares = 0;
      int first = Math.max(0, map - layer.size() / 2);
      int last = Math.min(in.channels() - 1, map + layer.size() / 2);
      for (int neighbor = first; neighbor <= last; neighbor++) {
        squares += x[neighbor * area + point] * x[neighbor * area + point];
      }
      y[index] = x[index] / Math.pow(layer.k() + layer.alpha() * squares, layer.beta());
    }
    return y;
  }

  private double[] connect(int index, int units, double[] x) {
    float[] weight = weights.of(index, Role.WEIGHT);
    double[] y = new double[units];
    for (int unit = 0; unit < units; unit++) {
      y[unit] = weights.of(index, Role.BIAS)[unit];
      for (int input = 0; input < x.length; input++) {
        y[unit] += weight[unit * x.length + input] * x[input];
      }
    }
    return y;
  }

  private static double[] match(List<List<Integer>> codes, double[] x) {
    double[] y = new double[codes.size()];
    for (int code = 0; code < y.length; code++) {
      for (int element = 0; element < x.length; element++) {
        double difference = x[element] - codes.get(code).get(element);
        y[code] -= difference * difference;
      }
    }
    return y;
  }

  private static double[] softmax(double[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double shift = max;
    double[] powers = each(logits, logit -> Math.exp(logit - shift));
    double sum = 0;
    for (double power : powers) {
      sum += power;
    }
    double total = sum;
    return each(powers, power -> power / total);
  }
}
