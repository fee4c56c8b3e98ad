package dev.fovea.trainer.quantization;

import static dev.fovea.trainer.onnx.Nodes.node;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.Nodes;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One LRN node and the straight line that is fitted to the gain of each of its maps. */
final class FittedNormalization {

  private final NodeProto layer;
  private final List<NormalizationFit> fits;

  FittedNormalization(NodeProto layer, int maps) {
    this.layer = layer;
    double k = Nodes.number(layer, "bias", 1);
    double beta = Nodes.number(layer, "beta", 0.75f);
    this.fits = Stream.generate(() -> new NormalizationFit(k, beta)).limit(maps).toList();
  }

  /** Returns the name of the value that is normalised. */
  String input() {
    return layer.getInput(0);
  }

  /** Counts every activation of one batch. */
  void add(GraphSession.Outputs outputs) {
    float[] activations = outputs.of(layer.getInput(0));
    int maps = fits.size();
    int area = activations.length / (int) (outputs.shapeOf(layer.getInput(0)).getFirst() * maps);
    int reach = (int) Nodes.integer(layer, "size", 5) / 2;
    double share = share();
    for (int index = 0; index < activations.length; index++) {
      int map = index / area % maps;
      double activation = activations[index];
      if (activation != 0) {
        double squares = 0;
        for (int step = Math.max(-reach, -map); step <= Math.min(reach, maps - 1 - map); step++) {
          double neighbor = activations[index + step * area];
          squares += neighbor * neighbor;
        }
        fits.get(map).add(activation, share * squares);
      }
    }
  }

  /** Returns the error of what the layer gives, relative to its root mean square. */
  double relativeError() {
    double error = fits.stream().mapToDouble(NormalizationFit::squaredError).sum();
    double output = fits.stream().mapToDouble(NormalizationFit::squaredOutput).sum();
    return output == 0 ? 0 : Math.sqrt(error / output);
  }

  /** Returns the nodes that give the layer's value by the fitted lines. */
  List<NodeProto> nodes(OnnxGraph graph) {
    String in = layer.getInput(0);
    String out = layer.getOutput(0);
    String squares = graph.fresh(out + ".squares");
    String gain = graph.fresh(out + ".gain");
    List<NodeProto> nodes = new ArrayList<>();
    nodes.add(node("Mul", squares, List.of(in, in)));
    nodes.add(node("Conv", gain, List.of(squares, band(graph), bias(graph))));
    nodes.add(node("Mul", out, List.of(in, gain)));
    return nodes;
  }

  /** A square matrix over the maps: in each row, the map's slope where a map is its neighbour. */
  private String band(OnnxGraph graph) {
    int maps = fits.size();
    int reach = (int) Nodes.integer(layer, "size", 5) / 2;
    float[] matrix = new float[maps * maps];
    for (int map = 0; map < maps; map++) {
      float slope = (float) (fits.get(map).slope() * share());
      for (int other = Math.max(0, map - reach);
          other <= Math.min(maps - 1, map + reach);
          other++) {
        matrix[map * maps + other] = slope;
      }
    }
    return graph.addConstant(
        layer.getOutput(0) + ".slopes", Tensors.floats(matrix, maps, maps, 1, 1));
  }

  private String bias(OnnxGraph graph) {
    float[] intercepts = new float[fits.size()];
    for (int map = 0; map < intercepts.length; map++) {
      intercepts[map] = (float) fits.get(map).intercept();
    }
    return graph.addConstant(
        layer.getOutput(0) + ".intercepts", Tensors.floats(intercepts, intercepts.length));
  }

  private double share() {
    return Nodes.number(layer, "alpha", 1e-4f) / Nodes.integer(layer, "size", 5);
  }
}
