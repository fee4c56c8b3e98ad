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
import java.util.function.ToLongFunction;

/**
 * A network counted as the papers count: the first of its folds.
 *
 * @param network name of the network
 * @param input shape of one image's pixels
 * @param rows one a layer
 */
public record Summary(String network, Shape input, List<Row> rows) {

  /**
   * One layer, counted.
   *
   * @param name such as conv1
   * @param output shape of one image's values after the layer
   * @param parameters trainable numbers
   * @param connections links between units, each bias and each fixed code among them
   * @param neurons units that add up inputs; 0 where a layer only rearranges or rescales
   * @param multiplyAccumulates multiplications of a weight with a value, for one image
   */
  public record Row(
      String name,
      Shape output,
      long parameters,
      long connections,
      long neurons,
      long multiplyAccumulates) {}

  /** Copies the rows. */
  public Summary {
    rows = List.copyOf(rows);
  }

  /** Counts a network. */
  public static Summary of(Network network) {
    List<Row> rows = new ArrayList<>();
    List<String> names = network.layerNames();
    List<Shape> outputs = network.outputs();
    Shape in = network.input();
    for (int index = 0; index < outputs.size(); index++) {
      rows.add(row(names.get(index), network.layers().get(index), in, outputs.get(index)));
      in = outputs.get(index);
    }
    return new Summary(network.name(), network.input(), rows);
  }

  /** Returns the trainable numbers of all layers. */
  public long parameters() {
    return total(Row::parameters);
  }

  /** Returns the links of all layers. */
  public long connections() {
    return total(Row::connections);
  }

  /** Returns the units of all layers, the input left out. */
  public long neurons() {
    return total(Row::neurons);
  }

  /** Returns the multiplications of a weight with a value that one image takes. */
  public long multiplyAccumulates() {
    return total(Row::multiplyAccumulates);
  }

  private long total(ToLongFunction<Row> count) {
    return rows.stream().mapToLong(count).sum();
  }

  private static Row row(String name, Layer layer, Shape in, Shape out) {
    return switch (layer) {
      case Convolution convolution -> convolution(name, convolution, in, out);
      case Subsampling(int window) -> {
        long links = (long) (window * window + 1) * out.size();
        yield new Row(name, out, 2L * out.channels(), links, out.size(), 0);
      }
      case FullyConnected(int units) -> {
        long products = (long) units * in.size();
        yield new Row(name, out, products + units, products + units, units, products);
      }
      case RadialBasis(List<List<Integer>> codes) -> {
        long products = (long) codes.size() * in.size();
        yield new Row(name, out, 0, products, codes.size(), products);
      }
      case Scaling _,
          Centering _,
          MaxPooling _,
          AveragePooling _,
          LocalResponseNormalization _,
          Activation _,
          Dropout _,
          Features _ ->
          new Row(name, out, 0, 0, 0, 0);
    };
  }

  private static Row convolution(String name, Convolution layer, Shape in, Shape out) {
    long weights = (long) layer.kernels(in.channels()) * layer.kernel() * layer.kernel();
    long positions = (long) out.height() * out.width();
    long parameters = weights + layer.filters();
    return new Row(name, out, parameters, parameters * positions, out.size(), weights * positions);
  }
}
