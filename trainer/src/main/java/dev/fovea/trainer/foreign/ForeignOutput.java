package dev.fovea.trainer.foreign;

import static dev.fovea.trainer.onnx.Nodes.integer;
import static dev.fovea.trainer.onnx.Nodes.node;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.RemoveUnused;
import dev.fovea.trainer.onnx.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the value that tells the classes and the value that becomes the features. */
final class ForeignOutput {

  private static final Set<String> WITH_WEIGHTS = Set.of("Gemm", "MatMul", "Conv");

  /** What an output may be declared as; a graph may leave it to be found out. */
  private static final Set<DataType> FLOATS = Set.of(DataType.FLOAT, DataType.UNDEFINED);

  private final OnnxGraph graph;

  ForeignOutput(OnnxGraph graph) {
    this.graph = graph;
  }

  /**
   * Returns the name of the output that tells the classes, and withdraws all others.
   *
   * @throws ImportException if there is none of the name, or no name was given and there are
   *     several
   */
  String keep(Optional<String> wanted) throws ImportException {
    List<String> names = graph.outputs().stream().map(ValueInfoProto::getName).toList();
    if (wanted.isPresent() && !names.contains(wanted.get())) {
      throw new ImportException(
          "the graph has no output '%s'; it has %s".formatted(wanted.get(), names));
    }
    if (wanted.isEmpty() && names.size() != 1) {
      throw new ImportException(
          "the graph has the outputs %s; say which one tells the classes with --output"
              .formatted(names));
    }
    String kept = wanted.orElse(names.getFirst());
    requireFloats(kept);
    requireOneOfMany(kept);
    names.stream().filter(name -> !name.equals(kept)).forEach(graph::removeOutput);
    new RemoveUnused().apply(graph);
    return kept;
  }

  private void requireFloats(String output) throws ImportException {
    for (ValueInfoProto declared : graph.outputs()) {
      DataType type = DataType.forNumber(declared.getType().getTensorType().getElemType());
      if (declared.getName().equals(output) && !FLOATS.contains(type)) {
        throw new ImportException(
            "output '%s' gives %s; a classifier gives FLOAT probabilities or logits"
                .formatted(output, type));
      }
    }
  }

  /** Refuses what would be served wrongly: softmax over a sigmoid is neither. */
  private void requireOneOfMany(String output) throws ImportException {
    if (graph.producer(output).filter(node -> node.getOpType().equals("Sigmoid")).isPresent()) {
      throw new ImportException(
          "output '%s' is a Sigmoid, whose labels hold or not each by itself;".formatted(output)
              + " a classifier here tells which one of its classes a picture shows");
    }
  }

  /**
   * Returns the value that goes into the last layer with weights before {@code output}.
   *
   * @throws ImportException if there is no such layer
   */
  String beforeLastWeights(String output) throws ImportException {
    Optional<NodeProto> node = graph.producer(output);
    while (node.isPresent() && !hasWeights(node.get())) {
      node = valueInputs(node.get()).stream().findFirst().flatMap(graph::producer);
    }
    return node.map(layer -> valueInputs(layer).getFirst())
        .orElseThrow(() ->
            new ImportException(
                "no Gemm, MatMul or Conv with weights leads to '%s'; name the features"
                    .formatted(output)));
  }

  /**
   * Makes an inner value an output of shape [N, d]; one with height and width is averaged over
   * them.
   *
   * @param rank how many dimensions the value has
   * @return the output's name
   */
  String expose(String value, String name, int rank) {
    String flat = value;
    if (rank == 4) {
      flat = graph.fresh(name + ".pooled");
      graph.add(node("GlobalAveragePool", flat, List.of(value)));
    }
    String output = graph.fresh(name);
    graph.add(node("Flatten", output, List.of(flat), integer("axis", 1)));
    return output;
  }

  /** Declares an output of shape [N, length]. */
  void declare(String name, int length) {
    graph.removeOutput(name);
    graph.addOutput(
        Tensors.declaration(name, DataType.FLOAT, List.of(Tensors.BATCH, (long) length)));
  }

  private boolean hasWeights(NodeProto node) {
    return WITH_WEIGHTS.contains(node.getOpType())
        && valueInputs(node).size() == 1
        && node.getInputList().stream()
            .map(graph::constant)
            .flatMap(Optional::stream)
            .mapToInt(TensorProto::getDimsCount)
            .anyMatch(dimensions -> dimensions >= 2);
  }

  private List<String> valueInputs(NodeProto node) {
    return node.getInputList().stream()
        .filter(name -> !name.isEmpty() && graph.constant(name).isEmpty())
        .toList();
  }
}
