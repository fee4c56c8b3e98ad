package dev.fovea.trainer.quantization;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.fovea.trainer.onnx.ConvolutionWeights;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Pass;
import dev.fovea.trainer.onnx.RemoveUnused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the first convolution take the pixels as they are: a uint8 pixel is its own code, with scale
 * 1 and the mean as zero point, so neither cast nor subtraction is left.
 *
 * <p>A zero point is one integer for all channels; what a channel's mean differs from it moves into
 * the bias. That is exact but for the rim that padding reaches, which sees the common mean instead
 * of the channel's.
 */
final class QuantizedPixels implements Pass {

  private final Map<String, QuantizedRange> ranges = new HashMap<>();

  /** Returns the range of each value that is now made of pixels. */
  Map<String, QuantizedRange> ranges() {
    return ranges;
  }

  @Override
  public void apply(OnnxGraph graph) {
    for (NodeProto cast : graph.nodes()) {
      if (cast.getOpType().equals("Cast")) {
        Optional<NodeProto> next = onlyConsumer(graph, cast);
        if (next.isPresent() && next.get().getOpType().equals("Conv")) {
          replace(graph, cast, next.get(), new float[1]);
        } else if (next.isPresent() && subtractsConstant(graph, next.get())) {
          onlyConsumer(graph, next.get())
              .filter(node -> node.getOpType().equals("Conv"))
              .flatMap(convolution -> means(graph, next.get(), convolution))
              .ifPresent(means ->
                  replace(graph, cast, onlyConsumer(graph, next.get()).orElseThrow(), means));
        }
      }
    }
    new RemoveUnused().apply(graph);
  }

  private void replace(OnnxGraph graph, NodeProto cast, NodeProto convolution, float[] means) {
    int zeroPoint = zeroPoint(means);
    float[] rest = new float[means.length];
    for (int channel = 0; channel < means.length; channel++) {
      rest[channel] = zeroPoint - means[channel];
    }
    ConvolutionWeights weights = ConvolutionWeights.of(graph, convolution);
    if (means.length > 1) {
      weights.addToInputs(rest, 1);
    }
    String centered = graph.fresh(cast.getInput(0) + ".centered");
    QuantizedRange range = new QuantizedRange(1, zeroPoint);
    ranges.put(centered, range);
    NodeProto dequantize = QuantizationNodes.dequantize(graph, cast.getInput(0), centered, range);
    NodeProto changed = weights.store(graph, convolution, centered);
    graph.rewrite(node -> node.equals(convolution) ? List.of(dequantize, changed) : List.of(node));
  }

  private static int zeroPoint(float[] means) {
    double sum = 0;
    for (float mean : means) {
      sum += mean;
    }
    return Math.clamp(Math.round(sum / means.length), 0, 255);
  }

  private static boolean subtractsConstant(OnnxGraph graph, NodeProto node) {
    return node.getOpType().equals("Sub") && graph.constant(node.getInput(1)).isPresent();
  }

  private static Optional<float[]> means(
      OnnxGraph graph, NodeProto subtraction, NodeProto convolution) {
    return ConvolutionWeights.of(graph, convolution)
        .byInput(graph.constant(subtraction.getInput(1)).orElseThrow());
  }

  private static Optional<NodeProto> onlyConsumer(OnnxGraph graph, NodeProto node) {
    List<NodeProto> consumers = graph.consumers(node.getOutput(0));
    return consumers.size() == 1 && !graph.isOutput(node.getOutput(0))
        ? Optional.of(consumers.getFirst())
        : Optional.empty();
  }
}
