package dev.fovea.trainer.quantization;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.fovea.trainer.onnx.Nodes;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the weights of one Conv or Gemm to int8, symmetric and with a scale for each filter, and
 * its bias to int32 at the scale that sums of products then have.
 */
final class QuantizedWeights {

  private static final int LARGEST = 127;

  /** A bias of more steps than this makes its filter's scale wider. */
  private static final double LARGEST_BIAS = 1 << 30;

  private final OnnxGraph graph;
  private final NodeProto node;
  private final boolean filtersFirst;

  QuantizedWeights(OnnxGraph graph, NodeProto node) {
    this.graph = graph;
    this.node = node;
    this.filtersFirst = node.getOpType().equals("Conv") || Nodes.integer(node, "transB", 0) == 1;
  }

  /**
   * Returns the nodes that give the weights and bias back as numbers, followed by {@code node}
   * itself taking them and {@code input}, whose codes have {@code inputScale}.
   */
  List<NodeProto> nodes(String input, float inputScale) {
    TensorProto tensor = graph.constant(node.getInput(1)).orElseThrow();
    float[] weight = Tensors.floats(tensor);
    float[] bias =
        node.getInputCount() > 2
            ? Tensors.floats(graph.constant(node.getInput(2)).orElseThrow())
            : new float[filters(tensor)];
    float[] scales = scales(weight, bias, filters(tensor), inputScale);

    String name = node.getOutput(0);
    String weightCodes =
        graph.addConstant(
            name + ".weight.codes",
            Tensors.bytes(DataType.INT8, codes(weight, scales), Tensors.shape(tensor)));
    String biasCodes =
        graph.addConstant(
            name + ".bias.codes", Tensors.ints(codes(bias, scales, inputScale), scales.length));
    String weightValue = graph.fresh(name + ".weight.value");
    String biasValue = graph.fresh(name + ".bias.value");

    List<NodeProto> nodes = new ArrayList<>();
    nodes.add(
        QuantizationNodes.dequantize(
            graph, weightCodes, weightValue, scales, DataType.INT8, filtersFirst ? 0 : 1));
    nodes.add(
        QuantizationNodes.dequantize(
            graph, biasCodes, biasValue, times(scales, inputScale), DataType.INT32, 0));
    nodes.add(
        node.toBuilder().clearInput().addAllInput(List.of(input, weightValue, biasValue)).build());
    return nodes;
  }

  private int filters(TensorProto weight) {
    return (int) weight.getDims(filtersFirst ? 0 : 1);
  }

  private int filterOf(int index, int length, int filters) {
    return filtersFirst ? index / (length / filters) : index % filters;
  }

  private float[] scales(float[] weight, float[] bias, int filters, float inputScale) {
    float[] scales = new float[filters];
    for (int index = 0; index < weight.length; index++) {
      int filter = filterOf(index, weight.length, filters);
      scales[filter] = Math.max(scales[filter], Math.abs(weight[index]) / LARGEST);
    }
    for (int filter = 0; filter < filters; filter++) {
      double needed = Math.abs(bias[filter]) / (inputScale * LARGEST_BIAS);
      scales[filter] = Math.max(scales[filter], (float) Math.max(needed, Float.MIN_NORMAL * 1e8));
    }
    return scales;
  }

  private byte[] codes(float[] weight, float[] scales) {
    byte[] codes = new byte[weight.length];
    for (int index = 0; index < weight.length; index++) {
      float scale = scales[filterOf(index, weight.length, scales.length)];
      codes[index] = (byte) Math.clamp(Math.round(weight[index] / scale), -LARGEST, LARGEST);
    }
    return codes;
  }

  private static int[] codes(float[] bias, float[] scales, float inputScale) {
    int[] codes = new int[bias.length];
    for (int filter = 0; filter < bias.length; filter++) {
      codes[filter] = Math.round(bias[filter] / (scales[filter] * inputScale));
    }
    return codes;
  }

  private static float[] times(float[] scales, float factor) {
    float[] products = scales.clone();
    for (int index = 0; index < products.length; index++) {
      products[index] *= factor;
    }
    return products;
  }
}
