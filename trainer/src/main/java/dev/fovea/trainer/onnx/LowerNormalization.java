package dev.fovea.trainer.onnx;

import static dev.fovea.trainer.onnx.Nodes.node;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes local response normalisation, a / (k + alpha/size · Σ a²)^beta, in operators that run
 * fast: square, a 1×1 convolution whose matrix has a band where maps are neighbours, the power, and
 * a division. With the paper's beta of 3/4 the power is two square roots.
 *
 * <p>A node stays as it is where the number of its maps is not known from the graph.
 */
public final class LowerNormalization implements Pass {

  @Override
  public void apply(OnnxGraph graph) {
    Map<String, Integer> maps = ChannelCounts.of(graph);
    graph.rewrite(node ->
        node.getOpType().equals("LRN") && maps.containsKey(node.getInput(0))
            ? lowered(graph, node, maps.get(node.getInput(0)))
            : List.of(node));
  }

  private static List<NodeProto> lowered(OnnxGraph graph, NodeProto lrn, int maps) {
    String in = lrn.getInput(0);
    String out = lrn.getOutput(0);
    List<NodeProto> nodes = new ArrayList<>();
    String squares = graph.fresh(out + ".squares");
    nodes.add(node("Mul", squares, List.of(in, in)));
    String sums = graph.fresh(out + ".sums");
    nodes.add(node("Conv", sums, List.of(squares, band(graph, lrn, maps), bias(graph, lrn, maps))));
    nodes.addAll(power(graph, lrn, sums));
    nodes.add(node("Div", out, List.of(in, nodes.getLast().getOutput(0))));
    return nodes;
  }

  private static List<NodeProto> power(OnnxGraph graph, NodeProto lrn, String sums) {
    String out = lrn.getOutput(0);
    float beta = Nodes.number(lrn, "beta", 0.75f);
    String power = graph.fresh(out + ".power");
    if (beta == 0.75f) {
      String root = graph.fresh(out + ".root");
      String fourthRoot = graph.fresh(out + ".fourthRoot");
      return List.of(
          node("Sqrt", root, List.of(sums)),
          node("Sqrt", fourthRoot, List.of(root)),
          node("Mul", power, List.of(root, fourthRoot)));
    }
    String exponent = graph.addConstant(out + ".beta", Tensors.scalar(beta));
    return List.of(node("Pow", power, List.of(sums, exponent)));
  }

  /** A square matrix over the maps with alpha/size where two of them are neighbours. */
  private static String band(OnnxGraph graph, NodeProto lrn, int maps) {
    int size = (int) Nodes.integer(lrn, "size", 5);
    float share = Nodes.number(lrn, "alpha", 1e-4f) / size;
    float[] matrix = new float[maps * maps];
    for (int output = 0; output < maps; output++) {
      int first = Math.max(0, output - (size - 1) / 2);
      int last = Math.min(maps - 1, output + size / 2);
      for (int input = first; input <= last; input++) {
        matrix[output * maps + input] = share;
      }
    }
    return graph.addConstant(lrn.getOutput(0) + ".band", Tensors.floats(matrix, maps, maps, 1, 1));
  }

  private static String bias(OnnxGraph graph, NodeProto lrn, int maps) {
    float[] bias = new float[maps];
    Arrays.fill(bias, Nodes.number(lrn, "bias", 1));
    return graph.addConstant(lrn.getOutput(0) + ".k", Tensors.floats(bias, maps));
  }
}
