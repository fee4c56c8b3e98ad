package dev.fovea.trainer.quantization;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.fovea.trainer.onnx.AbsorbScaling;
import dev.fovea.trainer.onnx.FoldConstants;
import dev.fovea.trainer.onnx.LowerNormalization;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.RecognizeNormalization;
import dev.fovea.trainer.onnx.RemoveDropout;
import dev.fovea.trainer.onnx.RemoveUnused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Static quantization: uint8 activations with one range a value, int8 weights with one scale a
 * filter, written as QuantizeLinear and DequantizeLinear around the operators, which ONNX Runtime
 * fuses into integer kernels when it loads the graph. Local response normalisation is quantized
 * too; features, logits and the softmax stay float32.
 */
public final class Quantizer {

  /** Operators that run on codes when their inputs and outputs are codes. */
  private static final Set<String> ON_CODES =
      Set.of("Conv", "Gemm", "Mul", "Add", "Concat", "MaxPool", "Flatten", "Reshape");

  /** Those of them that hand codes on, so that their output has their input's range. */
  private static final Set<String> KEEPS_RANGE = Set.of("MaxPool", "Flatten", "Reshape");

  private final OnnxGraph graph;
  private final Calibration calibration;
  private final Map<String, QuantizedRange> ranges = new HashMap<>();
  private final Map<String, String> numbers = new HashMap<>();

  private Quantizer(OnnxGraph graph, Calibration calibration) {
    this.graph = graph;
    this.calibration = calibration;
  }

  /**
   * A quantized graph and what it cost.
   *
   * @param graph the graph
   * @param normalizationErrors error of each normalisation's straight line, relative to the root
   *     mean square of its output, by the name of the value; above {@link
   *     LinearNormalization#TOLERANCE} that layer was left in float32
   */
  public record Result(OnnxGraph graph, Map<String, Double> normalizationErrors) {
    /** Copies the errors. */
    public Result {
      normalizationErrors = Map.copyOf(normalizationErrors);
    }
  }

  /** Quantizes a graph; {@code source} itself stays as it is. */
  public static Result quantize(OnnxGraph source, Calibration calibration) {
    OnnxGraph graph = source.copy();
    List.of(
            new FoldConstants(),
            new RemoveDropout(),
            new RecognizeNormalization(),
            new AbsorbScaling(),
            new RemoveUnused())
        .forEach(pass -> pass.apply(graph));
    Map<String, Double> errors = new LinearNormalization(calibration).apply(graph);
    new LowerNormalization().apply(graph);
    QuantizedPixels pixels = new QuantizedPixels();
    pixels.apply(graph);
    Quantizer quantizer = new Quantizer(graph, calibration);
    quantizer.ranges.putAll(pixels.ranges());
    quantizer.measure();
    quantizer.insert();
    new RemoveUnused().apply(graph);
    return new Result(graph, errors);
  }

  /** Finds the range of each value that an operator on codes takes. */
  private void measure() {
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    for (String value : taken()) {
      if (!keepsRange(value)) {
        histograms.put(value, new Histogram());
      }
    }
    calibration.observe(
        graph,
        histograms.keySet(),
        outputs -> histograms.forEach((value, histogram) -> histogram.add(outputs.of(value))));
    histograms.forEach((value, histogram) -> ranges.put(value, histogram.leastSquaredError()));
  }

  private Set<String> taken() {
    Set<String> taken = new LinkedHashSet<>();
    for (NodeProto node : graph.nodes()) {
      if (runsOnCodes(node)) {
        for (String input : activations(node)) {
          if (!isDequantized(input)) {
            taken.add(input);
          }
        }
      }
    }
    return taken;
  }

  private boolean keepsRange(String value) {
    return graph
        .producer(value)
        .filter(node -> KEEPS_RANGE.contains(node.getOpType()) && runsOnCodes(node))
        .isPresent();
  }

  private boolean isDequantized(String value) {
    return graph
        .producer(value)
        .filter(node -> node.getOpType().equals("DequantizeLinear"))
        .isPresent();
  }

  private boolean runsOnCodes(NodeProto node) {
    if (!ON_CODES.contains(node.getOpType())) {
      return false;
    }
    return switch (node.getOpType()) {
      case "Conv", "Gemm" ->
          node.getInputList().stream().skip(1).allMatch(name -> graph.constant(name).isPresent());
      case "Mul", "Add", "Concat" ->
          node.getInputList().stream().noneMatch(name -> graph.constant(name).isPresent());
      default -> true;
    };
  }

  /** Returns the inputs that are values, not constants. */
  private List<String> activations(NodeProto node) {
    return node.getInputList().stream()
        .filter(name -> graph.constant(name).isEmpty())
        .distinct()
        .toList();
  }

  private void insert() {
    Set<String> taken = taken();
    List<NodeProto> pending = new ArrayList<>();
    for (ValueInfoProto input : graph.inputs()) {
      if (taken.contains(input.getName())) {
        pending.addAll(toCodesAndBack(input.getName(), input.getName()));
      }
    }
    graph.rewrite(node -> {
      List<NodeProto> nodes = new ArrayList<>(pending);
      pending.clear();
      nodes.addAll(runsOnCodes(node) ? onCodes(node) : List.of(node));
      for (String output : node.getOutputList()) {
        if (taken.contains(output)) {
          if (keepsRange(output)) {
            ranges.put(output, range(node.getInput(0)));
          }
          nodes.addAll(toCodesAndBack(output, beforeRectifier(node)));
        }
      }
      return nodes;
    });
  }

  /** Codes begin at zero, so what only codes are made of needs no max(0, x) before. */
  private String beforeRectifier(NodeProto node) {
    String output = node.getOutput(0);
    boolean onlyCodes =
        !graph.isOutput(output) && graph.consumers(output).stream().allMatch(this::runsOnCodes);
    return node.getOpType().equals("Relu") && onlyCodes && range(output).zeroPoint() == 0
        ? node.getInput(0)
        : output;
  }

  private List<NodeProto> onCodes(NodeProto node) {
    if (node.getOpType().equals("Conv") || node.getOpType().equals("Gemm")) {
      String input = node.getInput(0);
      return new QuantizedWeights(graph, node)
          .nodes(numbers.getOrDefault(input, input), range(input).scale());
    }
    List<String> inputs =
        node.getInputList().stream().map(name -> numbers.getOrDefault(name, name)).toList();
    return List.of(node.toBuilder().clearInput().addAllInput(inputs).build());
  }

  private QuantizedRange range(String value) {
    QuantizedRange range = ranges.get(value);
    if (range == null) {
      throw new IllegalStateException("no range was measured for " + value);
    }
    return range;
  }

  private List<NodeProto> toCodesAndBack(String value, String source) {
    String codes = graph.fresh(value + ".codes");
    String back = graph.fresh(value + ".value");
    numbers.put(value, back);
    return List.of(
        QuantizationNodes.quantize(graph, source, codes, range(value)),
        QuantizationNodes.dequantize(graph, codes, back, range(value)));
  }
}
