package dev.fovea.trainer.quantization;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.fovea.trainer.onnx.ChannelCounts;
import dev.fovea.trainer.onnx.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes local response normalisation so that 8 bits can carry it: square, a 1×1 convolution that
 * gives the gain by a {@link NormalizationFit} of each map, product. A layer whose fit misses by
 * more than {@link #TOLERANCE} stays as it is.
 */
final class LinearNormalization {

  /** Largest error of a layer's output, relative to its root mean square. */
  static final double TOLERANCE = 0.03;

  private final Calibration calibration;

  LinearNormalization(Calibration calibration) {
    this.calibration = calibration;
  }

  /** Rewrites the graph, and returns each layer's relative error by the name of its value. */
  Map<String, Double> apply(OnnxGraph graph) {
    Map<NodeProto, FittedNormalization> layers = layers(graph);
    if (layers.isEmpty()) {
      return Map.of();
    }
    calibration.observe(
        graph,
        layers.values().stream().map(FittedNormalization::input).distinct().toList(),
        outputs -> layers.values().forEach(layer -> layer.add(outputs)));
    Map<String, Double> errors = new LinkedHashMap<>();
    layers.forEach((node, layer) -> errors.put(node.getOutput(0), layer.relativeError()));
    graph.rewrite(node -> {
      FittedNormalization layer = layers.get(node);
      return layer != null && layer.relativeError() <= TOLERANCE
          ? layer.nodes(graph)
          : List.of(node);
    });
    return errors;
  }

  private static Map<NodeProto, FittedNormalization> layers(OnnxGraph graph) {
    Map<String, Integer> maps = ChannelCounts.of(graph);
    Map<NodeProto, FittedNormalization> layers = new LinkedHashMap<>();
    for (NodeProto node : graph.nodes()) {
      Integer count = maps.get(node.getInputCount() == 0 ? "" : node.getInput(0));
      if (node.getOpType().equals("LRN") && count != null) {
        layers.put(node, new FittedNormalization(node, count));
      }
    }
    return layers;
  }
}
