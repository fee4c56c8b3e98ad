package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds how many maps the values of a graph have, as far as convolutions tell. */
public final class ChannelCounts {

  private ChannelCounts() {}

  /** Returns the number of maps by value; a value that nothing tells about is absent. */
  public static Map<String, Integer> of(OnnxGraph graph) {
    Map<String, Integer> counts = new HashMap<>();
    for (ValueInfoProto input : graph.inputs()) {
      var shape = input.getType().getTensorType().getShape();
      if (shape.getDimCount() == 4 && shape.getDim(1).getDimValue() > 0) {
        counts.put(input.getName(), (int) shape.getDim(1).getDimValue());
      }
    }
    for (NodeProto node : graph.nodes()) {
      count(graph, node, counts)
          .ifPresent(count -> node.getOutputList().forEach(value -> counts.put(value, count)));
    }
    return counts;
  }

  private static Optional<Integer> count(
      OnnxGraph graph, NodeProto node, Map<String, Integer> counts) {
    return switch (node.getOpType()) {
      case "Conv" -> graph.constant(node.getInput(1)).map(ChannelCounts::filters);
      case "Relu",
          "Tanh",
          "Sigmoid",
          "LeakyRelu",
          "Clip",
          "LRN",
          "MaxPool",
          "AveragePool",
          "BatchNormalization",
          "Dropout",
          "Identity" ->
          Optional.ofNullable(counts.get(node.getInput(0)));
      case "Concat" -> sum(node, counts);
      default -> Optional.empty();
    };
  }

  private static int filters(TensorProto weight) {
    return (int) weight.getDims(0);
  }

  private static Optional<Integer> sum(NodeProto node, Map<String, Integer> counts) {
    if (Nodes.integer(node, "axis", 0) != 1 || !counts.keySet().containsAll(node.getInputList())) {
      return Optional.empty();
    }
    return Optional.of(node.getInputList().stream().mapToInt(counts::get).sum());
  }
}
