package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.Activation.Function.SCALED_TANH;
import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;

import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.RadialBasis;
import dev.fovea.trainer.network.Layer.Scaling;
import dev.fovea.trainer.network.Layer.Subsampling;
import java.util.List;

/**
 * LeNet-5 as in section II.B of LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied
 * to document recognition", Proceedings of the IEEE 86(11), 1998: 60,000 trainable parameters and
 * 340,908 connections.
 */
final class LeNet5 {

  /** Classes that have a code. */
  static final int CLASSES = 10;

  /** Table I: the maps of S2 that feed each map of C3. */
  private static final ConnectionTable TABLE_I =
      new ConnectionTable(
          List.of(
              List.of(0, 1, 2),
              List.of(1, 2, 3),
              List.of(2, 3, 4),
              List.of(3, 4, 5),
              List.of(0, 4, 5),
              List.of(0, 1, 5),
              List.of(0, 1, 2, 3),
              List.of(1, 2, 3, 4),
              List.of(2, 3, 4, 5),
              List.of(0, 3, 4, 5),
              List.of(0, 1, 4, 5),
              List.of(0, 1, 2, 5),
              List.of(0, 1, 3, 4),
              List.of(1, 2, 4, 5),
              List.of(0, 2, 3, 5),
              List.of(0, 1, 2, 3, 4, 5)));

  private LeNet5() {}

  /** Returns the network for 32×32 pixels of white ink on black, with the first codes. */
  static Network network(int classes) {
    return new Network(
        "lenet5",
        new Shape(1, 32, 32),
        List.of(
            new Scaling(1.275 / 255, -0.1),
            convolution(6, 5), // C1, 6@28x28
            activation(SCALED_TANH),
            new Subsampling(2), // S2, 6@14x14
            activation(SCALED_TANH),
            convolution(16, 5).connections(TABLE_I), // C3, 16@10x10
            activation(SCALED_TANH),
            new Subsampling(2), // S4, 16@5x5
            activation(SCALED_TANH),
            convolution(120, 5), // C5, 120@1x1
            activation(SCALED_TANH),
            new FullyConnected(84), // F6
            activation(SCALED_TANH),
            new Features(),
            new RadialBasis(Glyphs.codes().subList(0, classes))));
  }
}
