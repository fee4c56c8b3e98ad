package dev.fovea.trainer.onnx;

import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.fovea.trainer.network.Layer.Activation.Function;
import dev.fovea.trainer.network.Layer.AveragePooling;
import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Dropout;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.RandomWeights;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.network.Weights;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NetworkGraphTest {

  private static final int IMAGES = 3;

  /** AlexNet's kinds of layers, small enough for plain loops. */
  private static final Network SMALL_ALEXNET =
      new Network(
          "small-alexnet",
          new Shape(3, 31, 31),
          List.of(
              new Centering(1.0 / 64),
              convolution(8, 7).stride(2).padding(2),
              activation(Function.RELU),
              new LocalResponseNormalization(5, 0.3, 0.75, 2),
              new MaxPooling(3, 2),
              convolution(12, 3).padding(1).groups(2),
              activation(Function.TANH),
              new LocalResponseNormalization(3, 0.2, 0.6, 1),
              new AveragePooling(3, 2),
              new FullyConnected(16),
              activation(Function.RELU),
              new Dropout(0.5),
              new Features(),
              new FullyConnected(6)));

  @Test
  void givesWhatLeNet5GivesByThePapersFormulas() {
    agrees(RandomWeights.of(Networks.named("lenet5", NetworkOptions.NONE), 1));
  }

  @Test
  void givesWhatGroupsNormalisationAndPoolingGiveByThePapersFormulas() {
    agrees(RandomWeights.of(SMALL_ALEXNET, 2));
  }

  @Test
  void movesLeNet5sScalingIntoItsFirstConvolution() {
    OnnxGraph graph =
        NetworkGraph.of(RandomWeights.of(Networks.named("lenet5", NetworkOptions.NONE), 3));
    Passes.applyStandard(graph);

    assertThat(graph.nodes())
        .extracting(NodeProto::getOpType)
        .startsWith("Transpose", "Cast", "Conv")
        .endsWith("MatMul", "Softmax");
  }

  @Test
  void leavesTheCenteringBeforeAConvolutionThatPads() {
    OnnxGraph graph = NetworkGraph.of(RandomWeights.of(SMALL_ALEXNET, 4));
    Passes.applyStandard(graph);

    assertThat(graph.nodes())
        .extracting(NodeProto::getOpType)
        .startsWith("Transpose", "Cast", "Sub", "Conv", "Relu")
        .doesNotContain("LRN", "Dropout");
  }

  @Test
  void givesEachImageTheSameAnswerInAnyBatch() {
    OnnxGraph graph = NetworkGraph.of(RandomWeights.of(SMALL_ALEXNET, 5));
    byte[] pixels = pixels(SMALL_ALEXNET.input());
    int imageBytes = SMALL_ALEXNET.input().size();
    try (GraphSession session = new GraphSession(graph, 1)) {
      float[] together = run(session, SMALL_ALEXNET.input(), pixels).of("probabilities");
      byte[] second = Arrays.copyOfRange(pixels, imageBytes, 2 * imageBytes);
      float[] alone = run(session, SMALL_ALEXNET.input(), second).of("probabilities");

      assertThat(alone).containsExactly(Arrays.copyOfRange(together, 6, 12), Offset.offset(1e-6f));
    }
  }

  /** Holds the graph, before and after the passes, against the plain loops. */
  private static void agrees(Weights weights) {
    OnnxGraph plain = NetworkGraph.of(weights);
    OnnxGraph passed = plain.copy();
    Passes.applyStandard(passed);
    for (OnnxGraph graph : List.of(plain, passed)) {
      agrees(weights, graph);
    }
  }

  private static void agrees(Weights weights, OnnxGraph graph) {
    Shape input = weights.network().input();
    byte[] pixels = pixels(input);
    ReferenceForward reference = new ReferenceForward(weights);
    try (GraphSession session = new GraphSession(graph, 1)) {
      GraphSession.Outputs outputs = run(session, input, pixels);
      for (int image = 0; image < IMAGES; image++) {
        byte[] one = Arrays.copyOfRange(pixels, image * input.size(), (image + 1) * input.size());
        assertThat(row(outputs.of("probabilities"), image))
            .containsExactly(reference.probabilities(one), Offset.offset(1e-4));
        assertThat(row(outputs.of("features"), image))
            .containsExactly(reference.features(), Offset.offset(1e-4));
      }
    }
  }

  private static GraphSession.Outputs run(GraphSession session, Shape input, byte[] pixels) {
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    long count = pixels.length / input.size();
    return session.run(
        Map.of(
            "pixels",
            GraphSession.Input.of(direct, count, input.height(), input.width(), input.channels())));
  }

  private static byte[] pixels(Shape input) {
    byte[] pixels = new byte[IMAGES * input.size()];
    new Random(7).nextBytes(pixels);
    return pixels;
  }

  private static double[] row(float[] values, int image) {
    int length = values.length / IMAGES;
    double[] row = new double[length];
    for (int index = 0; index < length; index++) {
      row[index] = values[image * length + index];
    }
    return row;
  }
}
