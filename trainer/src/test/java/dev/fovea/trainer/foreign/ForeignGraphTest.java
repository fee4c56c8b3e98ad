package dev.fovea.trainer.foreign;

import static dev.fovea.trainer.onnx.Nodes.integer;
import static dev.fovea.trainer.onnx.Nodes.integers;
import static dev.fovea.trainer.onnx.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.fovea.modelstore.ImageContract.Activation;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class ForeignGraphTest {

  private static final ImportRequest PLAIN =
      new ImportRequest(SampleScaling.IMAGENET, 16, Optional.empty(), Optional.empty(), false);

  private final OnnxGraph graph = new OnnxGraph("foreign", "a graph for a test");
  private final Random random = new Random(4);

  @Test
  void servesAVggOfFixedBatchAndSaysItsOutputIsLogits() throws ImportException {
    vgg(List.of(1L, 3L, 16L, 16L));

    ForeignGraph adapted = ForeignGraph.adapt(graph, PLAIN);

    assertThat(adapted.activation()).isEqualTo(Activation.SOFTMAX);
    assertThat(adapted.classes()).isEqualTo(10);
    assertThat(adapted.encoding()).isEqualTo(SampleScaling.IMAGENET.encoding(3));
    try (GraphSession session = new GraphSession(adapted.graph(), 1)) {
      assertThat(session.inputs().getFirst().shape()).containsExactly(-1L, 3L, 16L, 16L);
      GraphSession.Outputs outputs =
          session.run(DrawnInput.batch(new ForeignInput("data", false, 3, 16, 16), 5));
      assertThat(outputs.shapeOf("logits")).containsExactly(5L, 10L);
      assertThat(outputs.shapeOf("features")).containsExactly(5L, 20L);
    }
  }

  @Test
  void averagesTheMapsBeforeAConvolutionThatClassifies() throws ImportException {
    input(DataType.FLOAT, -1L, 3L, 16L, 16L);
    convolution("conv", "data", 8, 3);
    graph.add(node("Relu", "relu", List.of("conv")));
    convolution("conv10", "relu", 5, 8);
    graph.add(node("GlobalAveragePool", "pooled", List.of("conv10")));
    graph.add(node("Softmax", "prob", List.of("pooled"), integer("axis", 1)));
    output("prob");

    ForeignGraph adapted = ForeignGraph.adapt(graph, PLAIN);

    assertThat(adapted.activation()).isEqualTo(Activation.NONE);
    assertThat(adapted.probabilities()).isEqualTo("prob.flat");
    try (GraphSession session = new GraphSession(adapted.graph(), 1)) {
      assertThat(session.outputs())
          .extracting(output -> output.name() + output.shape())
          .containsExactlyInAnyOrder("prob.flat[-1, 5]", "features[-1, 8]");
    }
  }

  @Test
  void findsTheFeaturesOfAResidualNetworkBehindItsPooling() throws ImportException {
    input(DataType.FLOAT, -1L, 3L, -1L, -1L);
    convolution("a", "data", 6, 3);
    convolution("b", "a", 6, 6);
    graph.add(node("Add", "sum", List.of("a", "b")));
    graph.add(node("Relu", "relu", List.of("sum")));
    graph.add(node("GlobalAveragePool", "pooled", List.of("relu")));
    graph.add(node("Flatten", "flat", List.of("pooled")));
    graph.setConstant("w", draw(6, 4));
    graph.add(node("MatMul", "product", List.of("flat", "w")));
    graph.setConstant("shift", draw(4));
    graph.add(node("Add", "logits", List.of("product", "shift")));
    output("logits");

    ForeignGraph adapted = ForeignGraph.adapt(graph, PLAIN);

    assertThat(adapted.height()).isEqualTo(16);
    try (GraphSession session = new GraphSession(adapted.graph(), 1)) {
      assertThat(session.outputs())
          .extracting(output -> output.name() + output.shape())
          .containsExactlyInAnyOrder("logits[-1, 4]", "features[-1, 6]");
    }
  }

  @Test
  void turnsAnInputWithChannelsLast() throws ImportException {
    input(DataType.FLOAT, -1L, 16L, 16L, 3L);
    graph.add(node("Transpose", "planes", List.of("data"), integers("perm", 0, 3, 1, 2)));
    head("planes");

    ForeignGraph adapted = ForeignGraph.adapt(graph, PLAIN);

    assertThat(adapted.graph().inputs().getFirst())
        .isEqualTo(Tensors.declaration("data", DataType.FLOAT, List.of(-1L, 3L, 16L, 16L)));
    assertThat(adapted.encoding()).isInstanceOf(Encoding.Normalized.class);
  }

  @Test
  void takesRawPixelsWhereTheGraphScalesThem() throws ImportException {
    input(DataType.UINT8, -1L, 16L, 16L, 3L);
    graph.add(node("Transpose", "planes", List.of("data"), integers("perm", 0, 3, 1, 2)));
    graph.add(node("Cast", "floats", List.of("planes"), integer("to", 1)));
    head("floats");

    assertThat(ForeignGraph.adapt(graph, PLAIN).encoding()).isEqualTo(new Encoding.Raw());
  }

  @Test
  void appliesThePassesOnRequest() throws ImportException {
    input(DataType.FLOAT, -1L, 3L, 16L, 16L);
    convolution("conv", "data", 8, 3);
    graph.add(node("LRN", "norm", List.of("conv"), integer("size", 5)));
    graph.add(node("Dropout", "kept", List.of("norm")));
    head("kept");

    ForeignGraph adapted =
        ForeignGraph.adapt(
            graph,
            new ImportRequest(
                SampleScaling.CAFFE, 16, Optional.empty(), Optional.of("norm"), true));

    assertThat(adapted.graph().nodes())
        .extracting(node -> node.getOpType())
        .doesNotContain("LRN", "Dropout");
  }

  @Test
  void dropsTheHeadsThatOnlyTrainingUsed() throws ImportException {
    vgg(List.of(-1L, 3L, 16L, 16L));
    graph.add(node("Softmax", "auxiliary", List.of("logits")));
    output("auxiliary");

    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> ForeignGraph.adapt(graph, PLAIN))
        .withMessageContaining(
            "[logits, auxiliary]; say which one tells the classes with --output");
    ForeignGraph adapted =
        ForeignGraph.adapt(
            graph,
            new ImportRequest(
                SampleScaling.UNIT, 16, Optional.of("logits"), Optional.empty(), false));

    assertThat(adapted.graph().outputs())
        .extracting(output -> output.getName())
        .containsExactlyInAnyOrder("logits", "features");
  }

  @Test
  void refusesABatchThatIsBakedIn() {
    input(DataType.FLOAT, 1L, 3L, 16L, 16L);
    graph.setConstant("rows", Tensors.longs(3, 256));
    graph.add(node("Reshape", "flat", List.of("data", "rows")));
    graph.add(node("ReduceMean", "mean", List.of("flat"), integers("axes", 0)));
    graph.setConstant("w", draw(256, 4));
    graph.add(node("MatMul", "logits", List.of("mean", "w")));
    output("logits");

    refusal().withMessageContaining("batch");
  }

  @Test
  void refusesWhatTakesNoPictures() {
    input(DataType.FLOAT, -1L, 100L);
    graph.add(node("Relu", "y", List.of("data")));
    output("y");

    refusal().withMessageContaining("'data' has shape [-1, 100]; pictures need four dimensions");
  }

  @Test
  void refusesElementsThatCannotBeGiven() {
    input(DataType.FLOAT16, -1L, 3L, 16L, 16L);
    graph.add(node("Flatten", "y", List.of("data")));
    output("y");

    refusal().withMessageContaining("takes FLOAT16");
  }

  @Test
  void refusesLabelsThatHoldEachByItself() {
    vgg(List.of(-1L, 3L, 16L, 16L));
    graph.removeOutput("logits");
    graph.add(node("Sigmoid", "tags", List.of("logits")));
    output("tags");

    refusal().withMessageContaining("'tags' is a Sigmoid");
  }

  @Test
  void refusesAnOutputThatIsNoFloat() {
    vgg(List.of(-1L, 3L, 16L, 16L));
    graph.removeOutput("logits");
    graph.add(node("ArgMax", "best", List.of("logits"), integer("axis", 1)));
    graph.addOutput(Tensors.declaration("best", DataType.INT64, List.of(-1L, 1L)));

    refusal().withMessageContaining("'best' gives INT64");
  }

  @Test
  void refusesAnswersThatAreNoNumbers() {
    vgg(List.of(-1L, 3L, 16L, 16L));
    graph.setConstant("fc1.b", Tensors.floats(new float[] {Float.NaN}, 1));

    refusal().withMessageContaining("'logits' is NaN for a drawn picture");
  }

  @Test
  void refusesPicturesThatNobodyCouldSend() {
    input(DataType.FLOAT, -1L, 3L, 100_000L, 100_000L);
    convolution("conv", "data", 8, 3);
    head("conv");

    refusal().withMessageContaining("a side of 100000 pixels; 1 to 2048 can be given");
  }

  @Test
  void refusesWeightsInAnotherFile() {
    vgg(List.of(-1L, 3L, 16L, 16L));
    graph.setConstant(
        "conv.w",
        TensorProto.newBuilder().setDataLocation(TensorProto.DataLocation.EXTERNAL).build());

    refusal().withMessageContaining("'conv.w' lies in a file beside the graph");
  }

  @Test
  void refusesAMapOfPixelsAsClasses() {
    input(DataType.FLOAT, -1L, 3L, 16L, 16L);
    convolution("conv", "data", 8, 3);
    convolution("segments", "conv", 4, 8);
    output("segments");

    refusal().withMessageContaining("a classifier gives [1, classes]");
  }

  @Test
  void refusesAnOperatorThatOnnxRuntimeDoesNotKnow() {
    input(DataType.FLOAT, -1L, 3L, 16L, 16L);
    graph.add(node("Levitate", "up", List.of("data")));
    head("up");

    refusal().withMessageContaining("ONNX Runtime refuses it").withMessageContaining("Levitate");
  }

  private ThrowableAssertAlternative<ImportException> refusal() {
    return assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> ForeignGraph.adapt(graph, PLAIN));
  }

  private void vgg(List<Long> shape) {
    graph.addInput(Tensors.declaration("data", DataType.FLOAT, shape));
    convolution("conv", "data", 8, 3);
    graph.add(node("Relu", "relu", List.of("conv")));
    graph.add(
        node(
            "MaxPool",
            "pool",
            List.of("relu"),
            integers("kernel_shape", 2, 2),
            integers("strides", 2, 2)));
    graph.setConstant("rows", Tensors.longs(1, 8 * 8 * 8));
    graph.add(node("Reshape", "flat", List.of("pool", "rows")));
    full("fc1", "flat", 512, 20);
    graph.add(node("Relu", "relu1", List.of("fc1")));
    graph.add(node("Dropout", "drop", List.of("relu1")));
    full("logits", "drop", 20, 10);
    output("logits");
  }

  private void head(String value) {
    graph.add(node("GlobalAveragePool", "pooled", List.of(value)));
    graph.add(node("Flatten", "flat", List.of("pooled")));
    graph.add(node("Relu", "hidden", List.of("flat")));
    graph.setConstant("w", draw(value.equals("kept") ? 8 : 3, 4));
    graph.add(node("MatMul", "logits", List.of("hidden", "w")));
    output("logits");
  }

  private void input(DataType type, Long... shape) {
    graph.addInput(Tensors.declaration("data", type, List.of(shape)));
  }

  private void output(String name) {
    graph.openOutput(name);
  }

  private void convolution(String output, String input, int filters, int inputs) {
    graph.setConstant(output + ".w", draw(filters, inputs, 3, 3));
    graph.add(node("Conv", output, List.of(input, output + ".w"), integers("pads", 1, 1, 1, 1)));
  }

  private void full(String output, String input, int inputs, int units) {
    graph.setConstant(output + ".w", draw(units, inputs));
    graph.setConstant(output + ".b", draw(units));
    graph.add(
        node("Gemm", output, List.of(input, output + ".w", output + ".b"), integer("transB", 1)));
  }

  private TensorProto draw(long... shape) {
    int size = 1;
    for (long length : shape) {
      size *= (int) length;
    }
    float[] values = new float[size];
    for (int index = 0; index < size; index++) {
      values[index] = (float) random.nextGaussian() * 0.1f;
    }
    return Tensors.floats(values, shape);
  }
}
