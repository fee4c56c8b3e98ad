package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;

import dev.fovea.trainer.network.Layer.Activation;
import dev.fovea.trainer.network.Layer.AveragePooling;
import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import java.util.ArrayList;
import java.util.List;

/**
 * The four-layer network on which Krizhevsky et al. 2012 compare ReLU with tanh (figure 1) and
 * measure normalisation on CIFAR-10 (section 3.3): three convolutions and one fully connected
 * layer, as cuda-convnet has it. Its features are the 576 values before the last layer.
 */
final class CifarQuick {

  private static final LocalResponseNormalization NORMALIZATION =
      new LocalResponseNormalization(5, 1e-4, 0.75, 2);

  private CifarQuick() {}

  /** Returns the network for 32×32 RGB pixels, with normalisation after the first two pools. */
  static Network network(int classes, Activation.Function function, boolean normalized) {
    List<Layer> layers =
        new ArrayList<>(
            List.of(
                new Centering(1 / AlexNet.PIXEL_DEVIATION),
                convolution(32, 5).padding(2), // conv1, 32@32x32
                new MaxPooling(3, 2), // 32@15x15
                activation(function),
                NORMALIZATION,
                convolution(32, 5).padding(2), // conv2, 32@15x15
                activation(function),
                new AveragePooling(3, 2), // 32@7x7
                NORMALIZATION,
                convolution(64, 5).padding(2), // conv3, 64@7x7
                activation(function),
                new AveragePooling(3, 2), // 64@3x3
                new Features(),
                new FullyConnected(classes))); // full4
    if (!normalized) {
      layers.removeIf(LocalResponseNormalization.class::isInstance);
    }
    return new Network("cifar-quick", new Shape(3, 32, 32), layers);
  }
}
