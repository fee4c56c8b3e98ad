package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes once what depends on constants alone. The nodes in question are cut out as a graph
 * without inputs and run by ONNX Runtime itself, so every operator it knows is folded exactly as it
 * would have run.
 */
public final class FoldConstants implements Pass {

  private static final Set<String> RANDOM =
      Set.of("RandomNormal", "RandomUniform", "RandomNormalLike", "RandomUniformLike", "Bernoulli");

  @Override
  public void apply(OnnxGraph graph) {
    Set<String> known = new HashSet<>(graph.constantNames());
    List<NodeProto> foldable = new ArrayList<>();
    for (NodeProto node : graph.nodes()) {
      if (isConstant(node, known)) {
        foldable.add(node);
        known.addAll(node.getOutputList());
      }
    }
    if (foldable.isEmpty()) {
      return;
    }
    Map<String, TensorProto> results = run(graph, foldable, wanted(graph, foldable));
    Set<NodeProto> folded = new HashSet<>(foldable);
    graph.rewrite(node -> folded.contains(node) ? List.of() : List.of(node));
    results.forEach(graph::setConstant);
    new RemoveUnused().apply(graph);
  }

  private static boolean isConstant(NodeProto node, Set<String> known) {
    return !RANDOM.contains(node.getOpType())
        && !Subgraphs.hasBody(node)
        && node.getInputList().stream().allMatch(input -> input.isEmpty() || known.contains(input));
  }

  /** Returns the values that the rest of the graph takes from the nodes that fold. */
  private static Set<String> wanted(OnnxGraph graph, List<NodeProto> foldable) {
    Set<String> wanted = new HashSet<>();
    Set<NodeProto> folded = new HashSet<>(foldable);
    for (NodeProto node : graph.nodes()) {
      if (!folded.contains(node)) {
        wanted.addAll(node.getInputList());
        wanted.addAll(Subgraphs.outerValues(node));
      }
    }
    graph.outputs().forEach(output -> wanted.add(output.getName()));
    Set<String> given = new HashSet<>();
    foldable.forEach(node -> given.addAll(node.getOutputList()));
    wanted.retainAll(given);
    return wanted;
  }

  private static Map<String, TensorProto> run(
      OnnxGraph graph, List<NodeProto> foldable, Set<String> wanted) {
    OnnxGraph island = graph.copy();
    Set<NodeProto> folded = new HashSet<>(foldable);
    island.rewrite(node -> folded.contains(node) ? List.of(node) : List.of());
    island.withoutInputs();
    graph.outputs().forEach(output -> island.removeOutput(output.getName()));
    wanted.forEach(island::openOutput);
    new RemoveUnused().apply(island);
    try (GraphSession session = new GraphSession(island, 1)) {
      return session.constants();
    }
  }
}
