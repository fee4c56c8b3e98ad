package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves a multiplication or an addition in front of a convolution into its weights and bias.
 *
 * <p>A factor always moves. An offset moves only where the convolution has no padding: the zeros
 * that padding adds are zeros after the offset, and would not be before it.
 */
public final class AbsorbScaling implements Pass {

  @Override
  public void apply(OnnxGraph graph) {
    while (absorbOne(graph)) {
      new RemoveUnused().apply(graph);
    }
  }

  private static boolean absorbOne(OnnxGraph graph) {
    for (NodeProto convolution : graph.nodes()) {
      if (!convolution.getOpType().equals("Conv")
          || graph.constant(convolution.getInput(1)).isEmpty()) {
        continue;
      }
      Optional<NodeProto> absorbed =
          graph
              .producer(convolution.getInput(0))
              .filter(before -> isAloneBefore(graph, before))
              .flatMap(before -> absorbed(graph, before, convolution));
      if (absorbed.isPresent()) {
        graph.rewrite(node -> List.of(node.equals(convolution) ? absorbed.get() : node));
        return true;
      }
    }
    return false;
  }

  private static boolean isAloneBefore(OnnxGraph graph, NodeProto before) {
    String value = before.getOutput(0);
    return !graph.isOutput(value) && graph.consumers(value).size() == 1;
  }

  /** Returns the convolution without the node before it, or empty if that cannot be moved. */
  private static Optional<NodeProto> absorbed(
      OnnxGraph graph, NodeProto before, NodeProto convolution) {
    String operator = before.getOpType();
    if (!Set.of("Mul", "Add", "Sub").contains(operator)) {
      return Optional.empty();
    }
    int constantAt = graph.constant(before.getInput(1)).isPresent() ? 1 : 0;
    if (constantAt == 0 && operator.equals("Sub")) {
      return Optional.empty();
    }
    Optional<TensorProto> operand = graph.constant(before.getInput(constantAt));
    if (operand.isEmpty() || (!operator.equals("Mul") && isPadded(convolution))) {
      return Optional.empty();
    }
    ConvolutionWeights weights = ConvolutionWeights.of(graph, convolution);
    return weights
        .byInput(operand.get())
        .map(values -> {
          switch (operator) {
            case "Mul" -> weights.multiplyInputs(values);
            case "Add" -> weights.addToInputs(values, 1);
            default -> weights.addToInputs(values, -1);
          }
          return weights.store(graph, convolution, before.getInput(1 - constantAt));
        });
  }

  private static boolean isPadded(NodeProto convolution) {
    return Nodes.attribute(convolution, "pads").map(AttributeProto::getIntsList).stream()
            .flatMap(List::stream)
            .anyMatch(pad -> pad != 0)
        || Nodes.attribute(convolution, "auto_pad").isPresent();
  }
}
