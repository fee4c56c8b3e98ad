package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes the nodes and constants that no output needs, such as heads that only training used. */
public final class RemoveUnused implements Pass {

  @Override
  public void apply(OnnxGraph graph) {
    Set<String> needed = new HashSet<>();
    graph.outputs().forEach(output -> needed.add(output.getName()));
    for (NodeProto node : graph.nodes().reversed()) {
      if (isNeeded(node, needed)) {
        needed.addAll(node.getInputList());
        needed.addAll(Subgraphs.outerValues(node));
      }
    }
    graph.rewrite(node -> isNeeded(node, needed) ? List.of(node) : List.of());
    graph.constantNames().stream()
        .filter(name -> !needed.contains(name))
        .forEach(graph::removeConstant);
  }

  private static boolean isNeeded(NodeProto node, Set<String> needed) {
    return node.getOutputList().stream().anyMatch(needed::contains);
  }
}
