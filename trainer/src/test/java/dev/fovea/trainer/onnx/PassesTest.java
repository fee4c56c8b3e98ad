package dev.fovea.trainer.onnx;

import static dev.fovea.trainer.onnx.Nodes.integer;
import static dev.fovea.trainer.onnx.Nodes.integers;
import static dev.fovea.trainer.onnx.Nodes.node;
import static dev.fovea.trainer.onnx.Nodes.number;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Runs each pass on a graph that this project did not make, and compares what comes out. */
class PassesTest {

  private static final int MAPS = 6;

  private final OnnxGraph graph = new OnnxGraph("drawn", "a graph for a test");
  private final Random random = new Random(11);

  PassesTest() {
    graph.addInput(Tensors.declaration("x", DataType.FLOAT, List.of(2L, (long) MAPS, 5L, 5L)));
  }

  @Test
  void computesConstantsOnce() {
    graph.setConstant("a", draw(1, MAPS, 1, 1));
    graph.add(node("Exp", "b", List.of("a")));
    graph.add(node("Add", "c", List.of("b", "a")));
    graph.add(node("Mul", "y", List.of("x", "c")));

    keepsItsOutput(new FoldConstants());

    assertThat(operators()).containsExactly("Mul");
    assertThat(graph.constantNames()).containsExactly("c");
  }

  @Test
  void removesDropoutAndKeepsTheNameOfAnOutput() {
    graph.add(node("Dropout", "a", List.of("x")));
    graph.add(node("Relu", "b", List.of("a")));
    graph.add(node("Dropout", "y", List.of("b")));

    keepsItsOutput(new RemoveDropout());

    assertThat(operators()).containsExactly("Relu", "Identity");
  }

  @Test
  void keepsADropoutWhoseMaskIsTaken() {
    graph.add(node("Dropout", "a", List.of("x")).toBuilder().addOutput("mask").build());
    graph.add(node("Where", "y", List.of("mask", "a", "x")));

    keepsItsOutput(new RemoveDropout());

    assertThat(operators()).containsExactly("Dropout", "Where");
  }

  @Test
  void writesNormalisationInPrimitives() {
    convolution("a", "x", 0);
    graph.add(normalization("y", "a", 5, 0.75));

    keepsItsOutput(new LowerNormalization());

    assertThat(operators()).containsExactly("Conv", "Mul", "Conv", "Sqrt", "Sqrt", "Mul", "Div");
  }

  @Test
  void writesNormalisationOfAnyPowerInPrimitives() {
    graph.add(normalization("y", "x", 3, 0.6));

    keepsItsOutput(new LowerNormalization());

    assertThat(operators()).containsExactly("Mul", "Conv", "Pow", "Div");
  }

  @Test
  void recognizesTheNormalisationItWrote() {
    convolution("a", "x", 0);
    graph.add(normalization("y", "a", 5, 0.75));
    new LowerNormalization().apply(graph);

    keepsItsOutput(new RecognizeNormalization());

    assertThat(operators()).containsExactly("Conv", "LRN");
  }

  @Test
  void leavesADivisionThatNormalisesNothing() {
    graph.add(node("Mul", "squares", List.of("x", "x")));
    graph.add(node("Sqrt", "a", List.of("squares")));
    graph.add(node("Sqrt", "b", List.of("a")));
    graph.add(node("Mul", "c", List.of("a", "b")));
    graph.add(node("Div", "y", List.of("x", "c")));

    keepsItsOutput(new RecognizeNormalization());

    assertThat(operators()).contains("Div").doesNotContain("LRN");
  }

  @Test
  void leavesNormalisationOfUnknownWidth() {
    graph.add(node("ReduceMax", "a", List.of("x"), integers("axes", 1)));
    graph.add(normalization("y", "a", 5, 0.75));

    keepsItsOutput(new LowerNormalization());

    assertThat(operators()).containsExactly("ReduceMax", "LRN");
  }

  @Test
  void movesFactorsAndOffsetsIntoAConvolution() {
    graph.setConstant("mean", draw(1, MAPS, 1, 1));
    graph.setConstant("factor", draw(1, MAPS, 1, 1));
    graph.add(node("Sub", "a", List.of("x", "mean")));
    graph.add(node("Mul", "b", List.of("factor", "a")));
    convolution("y", "b", 0);

    keepsItsOutput(new AbsorbScaling());

    assertThat(operators()).containsExactly("Conv");
  }

  @Test
  void leavesAnOffsetBeforePadding() {
    graph.setConstant("mean", draw(1, MAPS, 1, 1));
    graph.setConstant("factor", Tensors.scalar(0.3));
    graph.add(node("Sub", "a", List.of("x", "mean")));
    graph.add(node("Mul", "b", List.of("a", "factor")));
    convolution("y", "b", 1);

    keepsItsOutput(new AbsorbScaling());

    assertThat(operators()).containsExactly("Sub", "Conv");
  }

  @Test
  void leavesAFactorThatAnotherNodeTakes() {
    graph.setConstant("factor", Tensors.scalar(0.3));
    graph.add(node("Mul", "b", List.of("x", "factor")));
    convolution("a", "b", 1);
    graph.add(node("Relu", "c", List.of("b")));
    graph.add(node("Concat", "y", List.of("a", "c"), integer("axis", 1)));

    keepsItsOutput(new AbsorbScaling());

    assertThat(operators()).containsExactly("Mul", "Conv", "Relu", "Concat");
  }

  @Test
  void removesWhatNoOutputNeeds() {
    convolution("head", "x", 0);
    graph.add(node("Relu", "y", List.of("x")));

    keepsItsOutput(new RemoveUnused());

    assertThat(operators()).containsExactly("Relu");
    assertThat(graph.constantNames()).isEmpty();
  }

  @Test
  void letsAFixedBatchHaveAnyLength() {
    OnnxGraph fixed = new OnnxGraph("fixed", "a graph for a test");
    fixed.addInput(Tensors.declaration("x", DataType.FLOAT, List.of(1L, 4L)));
    fixed.setConstant("shape", Tensors.longs(1, 2, 2));
    fixed.add(node("Reshape", "y", List.of("x", "shape")));
    fixed.addOutput(Tensors.declaration("y", DataType.FLOAT, List.of(1L, 2L, 2L)));

    new FreeBatch().apply(fixed);

    float[] three = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    try (GraphSession session = new GraphSession(fixed, 1)) {
      assertThat(session.outputs().getFirst().shape()).containsExactly(-1L, 2L, 2L);
      assertThat(
              session
                  .run(Map.of("x", GraphSession.Input.of(FloatBuffer.wrap(three), 3, 4)))
                  .of("y"))
          .containsExactly(three);
    }
  }

  /** Declares y, applies the pass, and compares the runs before and after it. */
  private void keepsItsOutput(Pass pass) {
    graph.addOutput(ValueInfoProto.newBuilder().setName("y").build());
    float[] before = run();
    pass.apply(graph);
    assertThat(run()).containsExactly(before, Offset.offset(1e-5f));
  }

  private float[] run() {
    float[] x = Tensors.floats(draw(new Random(5), 2, MAPS, 5, 5));
    try (GraphSession session = new GraphSession(graph, 1)) {
      return session
          .run(Map.of("x", GraphSession.Input.of(FloatBuffer.wrap(x), 2, MAPS, 5, 5)))
          .of("y");
    }
  }

  private List<String> operators() {
    return graph.nodes().stream().map(NodeProto::getOpType).toList();
  }

  private void convolution(String output, String input, int padding) {
    graph.setConstant(output + ".w", draw(MAPS, MAPS / 2, 3, 3));
    graph.setConstant(output + ".b", draw(MAPS));
    graph.add(
        node(
            "Conv",
            output,
            List.of(input, output + ".w", output + ".b"),
            integers("pads", padding, padding, padding, padding),
            integer("group", 2)));
  }

  private static NodeProto normalization(String output, String input, int size, double beta) {
    return node(
        "LRN",
        output,
        List.of(input),
        integer("size", size),
        number("alpha", 0.7),
        number("beta", beta),
        number("bias", 1.5));
  }

  private TensorProto draw(long... shape) {
    return draw(random, shape);
  }

  private static TensorProto draw(Random random, long... shape) {
    int size = 1;
    for (long length : shape) {
      size *= (int) length;
    }
    float[] values = new float[size];
    for (int index = 0; index < size; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return Tensors.floats(values, shape);
  }
}
