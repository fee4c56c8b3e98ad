package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/**
 * Removes nodes that hand their input on unchanged once training is over: Dropout and Identity. One
 * whose value is an output of the graph stays, as Identity, to keep the output's name.
 */
public final class RemoveDropout implements Pass {

  @Override
  public void apply(OnnxGraph graph) {
    for (NodeProto node : graph.nodes()) {
      if (handsOn(graph, node)) {
        graph.redirect(node.getOutput(0), node.getInput(0));
      }
    }
    graph.rewrite(node -> handsOn(graph, node) ? kept(graph, node) : List.of(node));
  }

  private static boolean handsOn(OnnxGraph graph, NodeProto node) {
    return switch (node.getOpType()) {
      case "Identity" -> true;
      case "Dropout" -> node.getOutputCount() == 1 || maskIsUnused(graph, node.getOutput(1));
      default -> false;
    };
  }

  private static boolean maskIsUnused(OnnxGraph graph, String mask) {
    return graph.consumers(mask).isEmpty() && !graph.isOutput(mask);
  }

  private static List<NodeProto> kept(OnnxGraph graph, NodeProto node) {
    String output = node.getOutput(0);
    return graph.isOutput(output)
        ? List.of(Nodes.node("Identity", output, List.of(node.getInput(0))))
        : List.of();
  }
}
