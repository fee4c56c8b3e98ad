package dev.fovea.trainer.foreign;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.fovea.trainer.onnx.OnnxGraph;
import java.util.stream.Collectors;

/** Lists a graph's tensors for people who have to name one. */
public final class TensorList {

  private TensorList() {}

  /** Returns a line an input, an output and an inner value. */
  public static String of(OnnxGraph graph) {
    StringBuilder list = new StringBuilder();
    graph.inputs().forEach(input -> declared(list, "input", input));
    graph.outputs().forEach(output -> declared(list, "output", output));
    for (NodeProto node : graph.nodes()) {
      for (String value : node.getOutputList()) {
        if (!graph.isOutput(value)) {
          list.append("inner   %-40s from %s%n".formatted(value, node.getOpType()));
        }
      }
    }
    return list.toString();
  }

  private static void declared(StringBuilder list, String kind, ValueInfoProto value) {
    var tensor = value.getType().getTensorType();
    list.append(
        "%-7s %-40s %s %s%n"
            .formatted(
                kind,
                value.getName(),
                DataType.forNumber(tensor.getElemType()),
                tensor.getShape().getDimList().stream()
                    .map(TensorList::length)
                    .collect(Collectors.joining(", ", "[", "]"))));
  }

  private static String length(TensorShapeProto.Dimension dimension) {
    return dimension.hasDimValue() ? String.valueOf(dimension.getDimValue()) : "any";
  }
}
