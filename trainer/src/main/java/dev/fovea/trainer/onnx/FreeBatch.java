package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the first dimension of every input and output have any length, and the first dimension of a
 * constant Reshape, where it is the 1 of a fixed batch, follow it.
 */
public final class FreeBatch implements Pass {

  @Override
  public void apply(OnnxGraph graph) {
    graph.editInputs(FreeBatch::freed);
    graph.editOutputs(FreeBatch::freed);
    graph.rewrite(node -> List.of(freedReshape(graph, node)));
    new RemoveUnused().apply(graph);
  }

  private static ValueInfoProto freed(ValueInfoProto value) {
    TypeProto.Tensor tensor = value.getType().getTensorType();
    if (tensor.getShape().getDimCount() == 0) {
      return value;
    }
    TensorShapeProto.Builder shape =
        tensor.getShape().toBuilder()
            .setDim(0, TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    return value.toBuilder()
        .setType(value.getType().toBuilder().setTensorType(tensor.toBuilder().setShape(shape)))
        .build();
  }

  /** Puts 0, "as the input has it", or −1 for the leading 1 of a fixed shape. */
  private static NodeProto freedReshape(OnnxGraph graph, NodeProto node) {
    if (!node.getOpType().equals("Reshape") || node.getInputCount() < 2) {
      return node;
    }
    return graph
        .constant(node.getInput(1))
        .map(FreeBatch::dimensions)
        .filter(shape -> !shape.isEmpty() && shape.getFirst() == 1)
        .map(shape -> {
          shape.set(0, shape.contains(-1L) ? 0L : -1L);
          long[] freed = shape.stream().mapToLong(Long::longValue).toArray();
          String name = graph.addConstant(node.getInput(1), Tensors.longs(freed));
          return node.toBuilder().setInput(1, name).build();
        })
        .orElse(node);
  }

  private static List<Long> dimensions(TensorProto tensor) {
    List<Long> dimensions = new ArrayList<>(tensor.getInt64DataList());
    if (tensor.hasRawData() && tensor.getDataType() == DataType.INT64.getNumber()) {
      LongBuffer raw =
          tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
      while (raw.hasRemaining()) {
        dimensions.add(raw.get());
      }
    }
    return dimensions;
  }
}
