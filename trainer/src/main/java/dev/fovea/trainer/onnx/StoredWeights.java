package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.network.Parameter.Role;
import dev.fovea.trainer.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds a network's weights in a graph that {@link NetworkGraph} wrote, after the passes and also
 * after quantization, whose codes are turned back into numbers.
 *
 * <p>The passes move scaling and offsets into the convolution that follows. Both are undone by
 * taking a network through the same passes: its weights of 1 come out as the factors, and its
 * biases of 0 as the offsets.
 */
public final class StoredWeights {

  private final OnnxGraph stored;
  private final Network network;

  private StoredWeights(OnnxGraph stored, Network network) {
    this.stored = stored;
    this.network = network;
  }

  /**
   * Returns weights with which the network answers as the graph does.
   *
   * @param graph left as it is
   * @param network what the graph was made of
   * @throws IllegalArgumentException naming the layer that the graph lacks, or that has another
   *     shape there
   */
  public static Weights of(OnnxGraph graph, Network network) {
    OnnxGraph stored = graph.copy();
    new FoldConstants().apply(stored);
    return new StoredWeights(stored, network).weights();
  }

  private Weights weights() {
    OnnxGraph ones = exported(new Weights(network, this::probe));
    Weights unbiased =
        new Weights(
            network,
            parameter ->
                switch (parameter.role()) {
                  case WEIGHT, COEFFICIENT ->
                      divided(kernel(stored, parameter), kernel(ones, parameter));
                  case BIAS -> new float[parameter.size()];
                  case MEAN -> means(parameter);
                });
    OnnxGraph withoutBiases = exported(unbiased);
    return new Weights(
        network,
        parameter ->
            parameter.role() == Role.BIAS
                ? less(bias(stored, parameter), bias(withoutBiases, parameter))
                : unbiased.of(parameter.layer(), parameter.role()));
  }

  private float[] probe(Parameter parameter) {
    float[] numbers = new float[parameter.size()];
    boolean multiplies = parameter.role() == Role.WEIGHT || parameter.role() == Role.COEFFICIENT;
    Arrays.fill(numbers, multiplies ? 1 : 0);
    return numbers;
  }

  private static OnnxGraph exported(Weights weights) {
    OnnxGraph graph = NetworkGraph.of(weights);
    Passes.applyStandard(graph);
    return graph;
  }

  private float[] kernel(OnnxGraph graph, Parameter parameter) {
    float[] numbers = floats(graph, parameter, layer(graph, parameter).getInput(1));
    return parameter.role() == Role.COEFFICIENT ? spaced(numbers, parameter.size()) : numbers;
  }

  /** A coefficient stands in each element of its map's window. */
  private static float[] spaced(float[] numbers, int count) {
    float[] first = new float[count];
    for (int index = 0; index < count; index++) {
      first[index] = numbers[index * (numbers.length / count)];
    }
    return first;
  }

  private float[] bias(OnnxGraph graph, Parameter parameter) {
    return floats(graph, parameter, layer(graph, parameter).getInput(2));
  }

  private float[] floats(OnnxGraph graph, Parameter parameter, String constant) {
    float[] numbers =
        graph
            .constant(constant)
            .filter(tensor -> tensor.getDataType() == DataType.FLOAT.getNumber())
            .map(Tensors::floats)
            .orElseThrow(() -> unlike(parameter, "is no constant there"));
    boolean fits =
        parameter.role() == Role.COEFFICIENT
            ? numbers.length % parameter.size() == 0
            : numbers.length == parameter.size();
    if (!fits) {
      throw unlike(
          parameter,
          "holds %d numbers there and %d in the network"
              .formatted(numbers.length, parameter.size()));
    }
    return numbers;
  }

  private NodeProto layer(OnnxGraph graph, Parameter parameter) {
    return graph
        .producer(name(parameter))
        .filter(node -> List.of("Conv", "Gemm").contains(node.getOpType()))
        .filter(node -> node.getInputCount() == 3)
        .orElseThrow(() -> unlike(parameter, "is missing there"));
  }

  /**
   * What the graph subtracts from the pixels: a constant a channel, or the zero point of pixels
   * that are codes; nothing where the first bias has it.
   */
  private float[] means(Parameter parameter) {
    float[] means = new float[parameter.size()];
    for (NodeProto node : stored.nodes()) {
      Optional<TensorProto> subtracted =
          node.getInputCount() > 1 ? stored.constant(node.getInput(1)) : Optional.empty();
      if (node.getOpType().equals("Sub") && subtracted.isPresent()) {
        return Tensors.floats(subtracted.get());
      }
      if (node.getOpType().equals("DequantizeLinear") && !isQuantized(node.getInput(0))) {
        int zeroPoint =
            stored
                .constant(node.getInput(2))
                .map(tensor -> Tensors.bytes(tensor)[0] & 0xff)
                .orElseThrow(() -> unlike(parameter, "is no constant there"));
        Arrays.fill(means, zeroPoint);
        return means;
      }
    }
    return means;
  }

  /** Returns whether the graph itself made codes of a value, which pixels are from the start. */
  private boolean isQuantized(String value) {
    return stored
        .producer(value)
        .filter(node -> node.getOpType().equals("QuantizeLinear"))
        .isPresent();
  }

  /** Divides, where a connection table leaves nothing to divide by it stays zero. */
  private static float[] divided(float[] numbers, float[] factors) {
    float[] quotients = new float[numbers.length];
    for (int at = 0; at < quotients.length; at++) {
      quotients[at] = factors[at] == 0 ? 0 : numbers[at] / factors[at];
    }
    return quotients;
  }

  private static float[] less(float[] numbers, float[] offsets) {
    float[] differences = new float[numbers.length];
    for (int at = 0; at < differences.length; at++) {
      differences[at] = numbers[at] - offsets[at];
    }
    return differences;
  }

  private String name(Parameter parameter) {
    return network.layerNames().get(parameter.layer());
  }

  private IllegalArgumentException unlike(Parameter parameter, String why) {
    return new IllegalArgumentException(
        "the graph was not made of %s: %s of %s %s"
            .formatted(network.name(), parameter.role(), name(parameter), why));
  }
}
