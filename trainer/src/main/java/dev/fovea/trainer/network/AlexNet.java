package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.Activation.Function.RELU;
import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;

import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Dropout;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import java.util.List;

/**
 * AlexNet as in Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional
 * neural networks", NIPS 2012: 60,965,224 trainable parameters and 659,272 neurons with 1,000
 * classes. Its two towers are the groups of conv2, conv4 and conv5.
 *
 * <p>The paper's 224×224 input needs two rows of padding to give its 55×55 maps. Pixels are divided
 * by {@link #PIXEL_DEVIATION}, where the paper leaves them on the 0–255 scale that its
 * initialisation with deviation 0.01 belongs to.
 */
final class AlexNet {

  /** About the deviation of a photograph's samples around their mean. */
  static final double PIXEL_DEVIATION = 64;

  /** Section 3.3. */
  private static final LocalResponseNormalization NORMALIZATION =
      new LocalResponseNormalization(5, 1e-4, 0.75, 2);

  private AlexNet() {}

  /** Returns the network for 224×224 RGB pixels. */
  static Network network(int classes) {
    return new Network(
        "alexnet",
        new Shape(3, 224, 224),
        List.of(
            new Centering(1 / PIXEL_DEVIATION),
            convolution(96, 11).stride(4).padding(2), // conv1, 96@55x55
            activation(RELU),
            NORMALIZATION,
            new MaxPooling(3, 2), // 96@27x27
            convolution(256, 5).padding(2).groups(2), // conv2, 256@27x27
            activation(RELU),
            NORMALIZATION,
            new MaxPooling(3, 2), // 256@13x13
            convolution(384, 3).padding(1), // conv3, 384@13x13
            activation(RELU),
            convolution(384, 3).padding(1).groups(2), // conv4, 384@13x13
            activation(RELU),
            convolution(256, 3).padding(1).groups(2), // conv5, 256@13x13
            activation(RELU),
            new MaxPooling(3, 2), // 256@6x6
            new FullyConnected(4096), // full6
            activation(RELU),
            new Dropout(0.5),
            new FullyConnected(4096), // full7
            activation(RELU),
            new Features(),
            new Dropout(0.5),
            new FullyConnected(classes))); // full8
  }
}
