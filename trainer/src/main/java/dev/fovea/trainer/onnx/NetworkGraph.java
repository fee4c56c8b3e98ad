package dev.fovea.trainer.onnx;

import static dev.fovea.trainer.onnx.Nodes.integer;
import static dev.fovea.trainer.onnx.Nodes.integers;
import static dev.fovea.trainer.onnx.Nodes.node;
import static dev.fovea.trainer.onnx.Nodes.number;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
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
import java.util.Arrays;
import java.util.List;

/**
 * A trained network folded into an ONNX graph: the third of its folds.
 *
 * <p>The graph takes {@code pixels}, uint8 of shape [N, H, W, C], scales them itself, and gives
 * {@code probabilities} [N, classes] and, where the network names them, {@code features} [N, d].
 * What only training needs, such as dropout, is not in it.
 */
public final class NetworkGraph {

  /** The input: uint8 of shape [N, H, W, C]. */
  public static final String PIXELS = "pixels";

  /** The output of shape [N, classes]; each row adds up to 1. */
  public static final String PROBABILITIES = "probabilities";

  /** The output of shape [N, d]: the last hidden layer after its activation. */
  public static final String FEATURES = "features";

  private final Network network;
  private final Weights weights;
  private final OnnxGraph graph;

  /** The value that the layers so far give, and its shape; flat once it is [N, values]. */
  private String value = PIXELS;

  private Shape shape;
  private boolean flat;

  private NetworkGraph(Weights weights) {
    this.network = weights.network();
    this.weights = weights;
    this.shape = network.input();
    this.graph =
        new OnnxGraph(
            network.name(),
            "%s: uint8 %s [N, %d, %d, %d] to %s [N, %d]"
                .formatted(
                    network.name(),
                    PIXELS,
                    shape.height(),
                    shape.width(),
                    shape.channels(),
                    PROBABILITIES,
                    network.classes()));
  }

  /** Returns the graph of a network with these weights, normalisation as the operator LRN. */
  public static OnnxGraph of(Weights weights) {
    return new NetworkGraph(weights).fold();
  }

  private OnnxGraph fold() {
    declareInput();
    List<Shape> outputs = network.outputs();
    for (int index = 0; index < outputs.size(); index++) {
      fold(index, network.layers().get(index));
      shape = outputs.get(index);
    }
    flatten("logits");
    graph.add(node("Softmax", PROBABILITIES, List.of(value), integer("axis", 1)));
    declareOutput(PROBABILITIES, shape.size());
    return graph;
  }

  private void declareInput() {
    List<Long> pixels =
        List.of(
            Tensors.BATCH, (long) shape.height(), (long) shape.width(), (long) shape.channels());
    graph.addInput(Tensors.declaration(PIXELS, DataType.UINT8, pixels));
    add("Transpose", "planes", List.of(value), integers("perm", 0, 3, 1, 2));
    add("Cast", "samples", List.of(value), integer("to", DataType.FLOAT.getNumber()));
  }

  private void fold(int index, Layer layer) {
    String name = network.layerNames().get(index);
    switch (layer) {
      case Scaling(double multiply, double add) -> {
        multiply(name, Tensors.scalar(multiply));
        add("Add", name, List.of(value, constant(name + ".offset", Tensors.scalar(add))));
      }
      case Centering(double multiply) -> {
        float[] mean = weights.of(index, Role.MEAN);
        String means = constant(name + ".mean", Tensors.floats(mean, 1, mean.length, 1, 1));
        add("Sub", name, List.of(value, means));
        multiply(name, Tensors.scalar(multiply));
      }
      case Convolution convolution -> convolve(name, index, convolution);
      case Subsampling(int window) -> subsample(name, index, window);
      case MaxPooling(int window, int stride) -> pool("MaxPool", name, window, stride);
      case AveragePooling(int window, int stride) -> pool("AveragePool", name, window, stride);
      case LocalResponseNormalization normalization -> normalize(name, normalization);
      case Activation(Activation.Function function) -> activate(name, function);
      case Dropout _ -> {}
      case FullyConnected(int units) -> connect(name, index, units);
      case Features _ -> {
        flatten(name);
        add("Identity", FEATURES, List.of(value));
        declareOutput(FEATURES, shape.size());
      }
      case RadialBasis(List<List<Integer>> codes) -> match(name, codes);
    }
  }

  private void convolve(String name, int index, Convolution layer) {
    float[] weight = weights.of(index, Role.WEIGHT);
    long inputs = shape.channels() / layer.groups();
    long kernel = layer.kernel();
    add(
        "Conv",
        name,
        List.of(
            value,
            constant(
                name + ".weight", Tensors.floats(weight, layer.filters(), inputs, kernel, kernel)),
            constant(
                name + ".bias", Tensors.floats(weights.of(index, Role.BIAS), layer.filters()))),
        integers("kernel_shape", kernel, kernel),
        integers("strides", layer.stride(), layer.stride()),
        integers("pads", layer.padding(), layer.padding(), layer.padding(), layer.padding()),
        integer("group", layer.groups()));
  }

  /** A convolution of each map on its own, whose weights are all the map's coefficient. */
  private void subsample(String name, int index, int window) {
    float[] coefficients = weights.of(index, Role.COEFFICIENT);
    int maps = coefficients.length;
    float[] weight = new float[maps * window * window];
    for (int map = 0; map < maps; map++) {
      Arrays.fill(weight, map * window * window, (map + 1) * window * window, coefficients[map]);
    }
    add(
        "Conv",
        name,
        List.of(
            value,
            constant(name + ".weight", Tensors.floats(weight, maps, 1, window, window)),
            constant(name + ".bias", Tensors.floats(weights.of(index, Role.BIAS), maps))),
        integers("kernel_shape", window, window),
        integers("strides", window, window),
        integer("group", maps));
  }

  private void pool(String operator, String name, int window, int stride) {
    add(
        operator,
        name,
        List.of(value),
        integers("kernel_shape", window, window),
        integers("strides", stride, stride));
  }

  /** The operator divides its alpha by the size; the paper's formula does not. */
  private void normalize(String name, LocalResponseNormalization layer) {
    add(
        "LRN",
        name,
        List.of(value),
        integer("size", layer.size()),
        number("alpha", layer.alpha() * layer.size()),
        number("beta", layer.beta()),
        number("bias", layer.k()));
  }

  private void activate(String name, Activation.Function function) {
    switch (function) {
      case RELU -> add("Relu", name, List.of(value));
      case TANH -> add("Tanh", name, List.of(value));
      case SCALED_TANH -> {
        multiply(name, Tensors.scalar(2.0 / 3));
        add("Tanh", name, List.of(value));
        multiply(name, Tensors.scalar(1.7159));
      }
    }
  }

  private void connect(String name, int index, int units) {
    flatten(name);
    float[] weight = weights.of(index, Role.WEIGHT);
    add(
        "Gemm",
        name,
        List.of(
            value,
            constant(name + ".weight", Tensors.floats(weight, units, weight.length / units)),
            constant(name + ".bias", Tensors.floats(weights.of(index, Role.BIAS), units))),
        integer("transB", 1));
  }

  /**
   * With codes of ±1, −Σ(x − code)² = 2·code·x − Σx² − d, and the softmax does not see what all
   * classes share: one product with twice the codes is left.
   */
  private void match(String name, List<List<Integer>> codes) {
    flatten(name);
    int length = codes.getFirst().size();
    float[] twice = new float[length * codes.size()];
    for (int element = 0; element < length; element++) {
      for (int code = 0; code < codes.size(); code++) {
        twice[element * codes.size() + code] = 2f * codes.get(code).get(element);
      }
    }
    String matrix = constant(name + ".codes", Tensors.floats(twice, length, codes.size()));
    add("MatMul", name, List.of(value, matrix));
  }

  private void multiply(String name, TensorProto factor) {
    add("Mul", name, List.of(value, constant(name + ".factor", factor)));
  }

  private void flatten(String name) {
    if (!flat) {
      add("Flatten", name + ".flat", List.of(value), integer("axis", 1));
      flat = true;
    }
  }

  private void add(
      String operator, String name, List<String> inputs, AttributeProto... attributes) {
    value = graph.fresh(name);
    graph.add(node(operator, value, inputs, attributes));
  }

  private String constant(String name, TensorProto tensor) {
    return graph.addConstant(name, tensor);
  }

  private void declareOutput(String name, int length) {
    graph.addOutput(
        Tensors.declaration(name, DataType.FLOAT, List.of(Tensors.BATCH, (long) length)));
  }
}
