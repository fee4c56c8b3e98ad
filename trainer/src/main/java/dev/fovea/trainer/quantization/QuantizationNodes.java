package dev.fovea.trainer.quantization;

import static dev.fovea.trainer.onnx.Nodes.node;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.fovea.trainer.onnx.Nodes;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Tensors;
import java.util.List;

/** Makes the nodes that turn numbers into codes and back. */
final class QuantizationNodes {

  private QuantizationNodes() {}

  /** Returns the node that turns float32 {@code value} into the uint8 codes {@code codes}. */
  static NodeProto quantize(OnnxGraph graph, String value, String codes, QuantizedRange range) {
    return node(
        "QuantizeLinear",
        codes,
        List.of(value, scale(graph, codes, range), zeroPoint(graph, codes, range)));
  }

  /** Returns the node that turns uint8 {@code codes} into float32 {@code value}. */
  static NodeProto dequantize(OnnxGraph graph, String codes, String value, QuantizedRange range) {
    return node(
        "DequantizeLinear",
        value,
        List.of(codes, scale(graph, codes, range), zeroPoint(graph, codes, range)));
  }

  /**
   * Returns the node that turns the constant {@code codes} into float32 {@code value}, with a scale
   * for each slice along {@code axis} and zero as zero point.
   */
  static NodeProto dequantize(
      OnnxGraph graph, String codes, String value, float[] scales, DataType type, int axis) {
    String scale = graph.addConstant(value + ".scale", Tensors.floats(scales, scales.length));
    String zeroPoint =
        graph.addConstant(
            value + ".zeroPoint",
            type == DataType.INT32
                ? Tensors.ints(new int[scales.length], scales.length)
                : Tensors.bytes(type, new byte[scales.length], scales.length));
    return node(
        "DequantizeLinear", value, List.of(codes, scale, zeroPoint), Nodes.integer("axis", axis));
  }

  private static String scale(OnnxGraph graph, String codes, QuantizedRange range) {
    return graph.addConstant(codes + ".scale", Tensors.scalar(range.scale()));
  }

  private static String zeroPoint(OnnxGraph graph, String codes, QuantizedRange range) {
    byte[] code = {(byte) range.zeroPoint()};
    return graph.addConstant(codes + ".zeroPoint", Tensors.bytes(DataType.UINT8, code));
  }
}
