package dev.fovea.trainer.torch;

import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.trainer.network.Layer.Activation.Function;
import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Dropout;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.network.Parameter.Role;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.GraphSession.Input;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Passes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TorchModelTest {

  private static final int IMAGES = 3;

  /** As AlexNet is put together, but small: groups, padding, normalisation, overlapping pools. */
  private static final Network SMALL =
      new Network(
          "small",
          new Shape(3, 31, 31),
          List.of(
              new Centering(1.0 / 64),
              convolution(16, 5).stride(2).padding(2),
              activation(Function.RELU),
              new LocalResponseNormalization(5, 1e-2, 0.75, 2),
              new MaxPooling(3, 2),
              convolution(8, 3).padding(1).groups(2),
              activation(Function.RELU),
              new MaxPooling(3, 2),
              new FullyConnected(12),
              activation(Function.RELU),
              new Features(),
              new Dropout(0.5),
              new FullyConnected(4)));

  @SuppressWarnings("UnusedVariable") // read by its name
  private static final List<Network> NETWORKS =
      List.of(
          SMALL,
          Networks.named("lenet5", NetworkOptions.NONE),
          Networks.named("lenet5-relu", NetworkOptions.NONE),
          Networks.named(
              "cifar-quick",
              new NetworkOptions(Optional.empty(), Optional.of(Function.TANH), true)));

  @BeforeAll
  static void useOneThread() {
    Libtorch.threads(1);
  }

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void answersAsItsExportedGraphDoes(Network network) {
    try (TorchModel model = model(network, Precision.FLOAT32)) {
      ByteBuffer pixels = pixels(network.input());
      OnnxGraph graph = NetworkGraph.of(model.weights());
      Passes.applyStandard(graph);

      TorchModel.Answer answer = model.answer(pixels, IMAGES);

      try (GraphSession session = new GraphSession(graph, 1)) {
        Shape in = network.input();
        GraphSession.Outputs outputs =
            session.run(
                Map.of(
                    NetworkGraph.PIXELS,
                    Input.of(pixels, IMAGES, in.height(), in.width(), in.channels())));
        assertThat(answer.probabilities())
            .containsExactly(outputs.of(NetworkGraph.PROBABILITIES), within(1e-5f));
        assertThat(answer.features())
            .containsExactly(outputs.of(NetworkGraph.FEATURES), within(1e-4f));
      }
    }
  }

  @Test
  void answersNearlyTheSameInBfloat16() {
    try (TorchModel exact = model(SMALL, Precision.FLOAT32);
        TorchModel rounded = model(SMALL, Precision.BFLOAT16)) {
      ByteBuffer pixels = pixels(SMALL.input());

      assertThat(rounded.answer(pixels, IMAGES).probabilities())
          .containsExactly(exact.answer(pixels, IMAGES).probabilities(), within(0.02f));
    }
  }

  @Test
  void leavesFrozenArraysAsTheyAre() {
    try (TorchModel model =
        new TorchModel(
            SMALL,
            Initialization.HE,
            Precision.FLOAT32,
            TorchDevice.CPU,
            1,
            parameter -> parameter.layer() < 10)) {
      float[] convolution = model.weights().of(1, Role.WEIGHT).clone();
      float[] last = model.weights().of(12, Role.WEIGHT).clone();

      step(model, new Descent(0.1, 0.9, 0));

      assertThat(model.weights().of(1, Role.WEIGHT)).containsExactly(convolution);
      assertThat(model.weights().of(12, Role.WEIGHT)).isNotEqualTo(last);
    }
  }

  @Test
  void keepsTheVelocityThatAnOldRateMade() {
    try (TorchModel model = model(SMALL, Precision.FLOAT32)) {
      step(model, new Descent(0.1, 0.9, 0));
      float velocity = velocity(model);
      float before = model.weights().of(12, Role.WEIGHT)[0];

      step(model, new Descent(1e-12, 0.9, 0));

      assertThat(model.weights().of(12, Role.WEIGHT)[0])
          .isCloseTo(before + 0.9f * velocity, within(1e-7f));
    }
  }

  @Test
  void subtractsTheMeansItIsGiven() {
    try (TorchModel model = model(SMALL, Precision.FLOAT32)) {
      model.center(new double[] {1, 2, 3});

      assertThat(model.weights().of(0, Role.MEAN)).containsExactly(1, 2, 3);
    }
  }

  private static float velocity(TorchModel model) {
    TrainingState state = model.state();
    return state.entries().stream()
        .filter(entry -> entry.name().equals("full4.weight.velocity"))
        .map(state::read)
        .findFirst()
        .orElseThrow()[0];
  }

  private static void step(TorchModel model, Descent descent) {
    model.step(
        pixels(model.network().input()),
        new long[] {0, 1, 2},
        new Loss.CrossEntropy(0),
        descent,
        5);
  }

  private static TorchModel model(Network network, Precision precision) {
    return new TorchModel(
        network, Initialization.UNIT_GAIN, precision, TorchDevice.CPU, 1, (Parameter _) -> false);
  }

  private static ByteBuffer pixels(Shape shape) {
    SplittableRandom random = new SplittableRandom(1);
    ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES * shape.size());
    while (pixels.hasRemaining()) {
      pixels.put((byte) random.nextInt(256));
    }
    return pixels.flip();
  }
}
