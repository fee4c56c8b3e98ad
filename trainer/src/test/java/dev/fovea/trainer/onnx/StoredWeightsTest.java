package dev.fovea.trainer.onnx;

import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.trainer.network.Layer.Activation.Function;
import dev.fovea.trainer.network.Layer.Centering;
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
import dev.fovea.trainer.onnx.GraphSession.Input;
import dev.fovea.trainer.quantization.Calibration;
import dev.fovea.trainer.quantization.Quantizer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StoredWeightsTest {

  private static final int IMAGES = 4;

  /** As AlexNet begins: a mean that padding keeps a pass from absorbing. */
  private static final Network PADDED =
      new Network(
          "padded",
          new Shape(3, 15, 15),
          List.of(
              new Centering(1.0 / 64),
              convolution(8, 5).stride(2).padding(2),
              activation(Function.RELU),
              new LocalResponseNormalization(5, 1e-2, 0.75, 2),
              new MaxPooling(2, 2),
              new FullyConnected(6),
              activation(Function.RELU),
              new Features(),
              new FullyConnected(4)));

  /** The mean ends up in the bias of the first convolution. */
  private static final Network UNPADDED =
      new Network(
          "unpadded",
          new Shape(3, 9, 9),
          List.of(
              new Centering(1.0 / 64),
              convolution(6, 3),
              activation(Function.RELU),
              new Features(),
              new FullyConnected(3)));

  @SuppressWarnings("UnusedVariable") // read by its name
  private static final List<Network> NETWORKS =
      List.of(
          PADDED,
          UNPADDED,
          Networks.named("lenet5", NetworkOptions.NONE),
          Networks.named("lenet5-relu", NetworkOptions.NONE),
          Networks.named("cifar-quick", NetworkOptions.NONE));

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void findsWeightsThatAnswerAsTheGraphDoes(Network network) {
    OnnxGraph graph = NetworkGraph.of(RandomWeights.of(network, 3));
    Passes.applyStandard(graph);

    Weights found = StoredWeights.of(graph, network);

    assertThat(answers(NetworkGraph.of(found), network))
        .containsExactly(answers(graph, network), within(1e-5f));
  }

  @Test
  void turnsCodesBackIntoNumbers() {
    OnnxGraph exact = NetworkGraph.of(RandomWeights.of(PADDED, 3));
    OnnxGraph quantized =
        Quantizer.quantize(exact, new Calibration(List.of(pixels(PADDED)), 1)).graph();

    Weights found = StoredWeights.of(quantized, PADDED);

    assertThat(answers(NetworkGraph.of(found), PADDED))
        .containsExactly(answers(quantized, PADDED), within(0.03f));
  }

  @Test
  void refusesAGraphOfAnotherNetwork() {
    OnnxGraph graph = NetworkGraph.of(RandomWeights.of(UNPADDED, 3));

    assertThatThrownBy(() -> StoredWeights.of(graph, PADDED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "the graph was not made of padded: WEIGHT of conv1 holds 162 numbers");
  }

  private static float[] answers(OnnxGraph graph, Network network) {
    try (GraphSession session = new GraphSession(graph, 1)) {
      return session.run(pixels(network)).of(NetworkGraph.PROBABILITIES);
    }
  }

  private static Map<String, Input> pixels(Network network) {
    SplittableRandom random = new SplittableRandom(4);
    Shape in = network.input();
    ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES * in.size());
    while (pixels.hasRemaining()) {
      pixels.put((byte) random.nextInt(256));
    }
    return Map.of(
        NetworkGraph.PIXELS,
        Input.of(pixels.flip(), IMAGES, in.height(), in.width(), in.channels()));
  }
}
