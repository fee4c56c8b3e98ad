package dev.fovea.trainer.network;

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
import java.util.ArrayList;
import java.util.List;

/** Follows the shape of one image's values through the layers. */
final class Shapes {

  private Shapes() {}

  /**
   * Returns the shape that each layer gives.
   *
   * @throws IllegalArgumentException naming the layer that does not fit and the shape it was given
   */
  static List<Shape> outputs(String network, Shape input, List<Layer> layers) {
    List<String> names = LayerNames.of(layers);
    List<Shape> outputs = new ArrayList<>();
    Shape shape = input;
    for (int index = 0; index < layers.size(); index++) {
      try {
        shape = output(layers.get(index), shape);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s: %s does not fit [%d, %d, %d]: %s"
                .formatted(
                    network,
                    names.get(index),
                    shape.channels(),
                    shape.height(),
                    shape.width(),
                    e.getMessage()),
            e);
      }
      outputs.add(shape);
    }
    return List.copyOf(outputs);
  }

  private static Shape output(Layer layer, Shape in) {
    return switch (layer) {
      case Convolution convolution -> convolved(convolution, in);
      case Subsampling(int window) -> divided(window, in);
      case MaxPooling(int window, int stride) -> slid(in.channels(), window, stride, 0, in);
      case AveragePooling(int window, int stride) -> slid(in.channels(), window, stride, 0, in);
      case FullyConnected(int units) -> new Shape(units, 1, 1);
      case RadialBasis basis -> matched(basis, in);
      case Scaling _,
          Centering _,
          LocalResponseNormalization _,
          Activation _,
          Dropout _,
          Features _ ->
          in;
    };
  }

  private static Shape convolved(Convolution layer, Shape in) {
    if (in.channels() % layer.groups() != 0 || layer.filters() % layer.groups() != 0) {
      throw new IllegalArgumentException(
          "%d groups do not divide %d input maps and %d filters"
              .formatted(layer.groups(), in.channels(), layer.filters()));
    }
    layer.connections().ifPresent(table -> requireMaps(table, layer.filters(), in.channels()));
    return slid(layer.filters(), layer.kernel(), layer.stride(), layer.padding(), in);
  }

  private static void requireMaps(ConnectionTable table, int filters, int inputMaps) {
    if (table.inputsOf().size() != filters) {
      throw new IllegalArgumentException(
          "the connection table has %d rows for %d filters"
              .formatted(table.inputsOf().size(), filters));
    }
    for (int filter = 0; filter < filters; filter++) {
      for (int map : table.inputsOf().get(filter)) {
        if (map >= inputMaps) {
          throw new IllegalArgumentException(
              "the connection table feeds filter %d from map %d, which is absent"
                  .formatted(filter, map));
        }
      }
    }
  }

  private static Shape divided(int window, Shape in) {
    if (in.height() % window != 0 || in.width() % window != 0) {
      throw new IllegalArgumentException("windows of %d do not tile it".formatted(window));
    }
    return slid(in.channels(), window, window, 0, in);
  }

  private static Shape matched(RadialBasis layer, Shape in) {
    for (List<Integer> code : layer.codes()) {
      if (code.size() != in.size()) {
        throw new IllegalArgumentException(
            "a code has %d elements for %d values".formatted(code.size(), in.size()));
      }
    }
    return new Shape(layer.codes().size(), 1, 1);
  }

  /** Slides a window over both axes: (N − F + 2P)/S + 1, rounded down. */
  private static Shape slid(int channels, int window, int stride, int padding, Shape in) {
    int height = in.height() + 2 * padding;
    int width = in.width() + 2 * padding;
    if (window > height || window > width) {
      throw new IllegalArgumentException(
          "a window of %d is larger than the %dx%d it slides over"
              .formatted(window, height, width));
    }
    return new Shape(channels, (height - window) / stride + 1, (width - window) / stride + 1);
  }
}
