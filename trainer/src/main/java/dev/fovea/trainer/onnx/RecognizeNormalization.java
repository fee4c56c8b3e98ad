package dev.fovea.trainer.onnx;

import static dev.fovea.trainer.onnx.Nodes.integer;
import static dev.fovea.trainer.onnx.Nodes.node;
import static dev.fovea.trainer.onnx.Nodes.number;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/**
 * Finds what {@link LowerNormalization} wrote for the paper's power of 3/4, and writes it as the
 * operator LRN again, so that an exported graph can be quantized.
 */
public final class RecognizeNormalization implements Pass {

  @Override
  public void apply(OnnxGraph graph) {
    graph.rewrite(node -> List.of(recognized(graph, node).orElse(node)));
    new RemoveUnused().apply(graph);
  }

  private static Optional<NodeProto> recognized(OnnxGraph graph, NodeProto division) {
    if (!division.getOpType().equals("Div")) {
      return Optional.empty();
    }
    String in = division.getInput(0);
    Optional<NodeProto> power = producer(graph, division.getInput(1), "Mul");
    Optional<NodeProto> root = power.flatMap(mul -> producer(graph, mul.getInput(0), "Sqrt"));
    boolean fourthRootOfTheSame =
        power
            .flatMap(mul -> producer(graph, mul.getInput(1), "Sqrt"))
            .filter(sqrt -> sqrt.getInput(0).equals(root.map(r -> r.getOutput(0)).orElse("")))
            .isPresent();
    return root.filter(_ -> fourthRootOfTheSame)
        .flatMap(sqrt -> producer(graph, sqrt.getInput(0), "Conv"))
        .filter(sums -> squares(graph, sums.getInput(0), in))
        .flatMap(sums -> normalization(graph, division, sums));
  }

  private static boolean squares(OnnxGraph graph, String value, String in) {
    return producer(graph, value, "Mul")
        .filter(mul -> mul.getInput(0).equals(in) && mul.getInput(1).equals(in))
        .isPresent();
  }

  private static Optional<NodeProto> normalization(
      OnnxGraph graph, NodeProto division, NodeProto sums) {
    if (sums.getInputCount() != 3 || graph.constant(sums.getInput(1)).isEmpty()) {
      return Optional.empty();
    }
    float[] matrix = Tensors.floats(graph.constant(sums.getInput(1)).orElseThrow());
    float[] bias = Tensors.floats(graph.constant(sums.getInput(2)).orElseThrow());
    int maps = bias.length;
    float share = matrix[0];
    int reach = 0;
    while (reach + 1 < maps && matrix[reach + 1] == share) {
      reach++;
    }
    if (matrix.length != maps * maps || !isBand(matrix, maps, reach, share) || !isSame(bias)) {
      return Optional.empty();
    }
    int size = 2 * reach + 1;
    return Optional.of(
        node(
            "LRN",
            division.getOutput(0),
            List.of(division.getInput(0)),
            integer("size", size),
            number("alpha", share * size),
            number("beta", 0.75),
            number("bias", bias[0])));
  }

  private static boolean isBand(float[] matrix, int maps, int reach, float share) {
    for (int index = 0; index < matrix.length; index++) {
      boolean neighbors = Math.abs(index / maps - index % maps) <= reach;
      if (matrix[index] != (neighbors ? share : 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(float[] values) {
    for (float value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<NodeProto> producer(OnnxGraph graph, String value, String operator) {
    return graph.producer(value).filter(node -> node.getOpType().equals(operator));
  }
}
