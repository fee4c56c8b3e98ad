package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.Activation.Function.RELU;
import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;

import dev.fovea.trainer.network.Layer.Centering;
import dev.fovea.trainer.network.Layer.Dropout;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.MaxPooling;
import java.util.List;

/**
 * AlexNet in one tower, 64-192-384-256-256 and without normalisation, as in Krizhevsky, "One weird
 * trick for parallelizing convolutional neural networks", arXiv:1404.5997: 61,100,840 trainable
 * parameters with 1,000 classes.
 */
final class AlexNetOneTower {

  private AlexNetOneTower() {}

  /** Returns the network for 224×224 RGB pixels. */
  static Network network(int classes) {
    return new Network(
        "alexnet-onetower",
        new Shape(3, 224, 224),
        List.of(
            new Centering(1 / AlexNet.PIXEL_DEVIATION),
            convolution(64, 11).stride(4).padding(2), // conv1, 64@55x55
            activation(RELU),
            new MaxPooling(3, 2), // 64@27x27
            convolution(192, 5).padding(2), // conv2, 192@27x27
            activation(RELU),
            new MaxPooling(3, 2), // 192@13x13
            convolution(384, 3).padding(1), // conv3, 384@13x13
            activation(RELU),
            convolution(256, 3).padding(1), // conv4, 256@13x13
            activation(RELU),
            convolution(256, 3).padding(1), // conv5, 256@13x13
            activation(RELU),
            new MaxPooling(3, 2), // 256@6x6
            new Dropout(0.5),
            new FullyConnected(4096), // full6
            activation(RELU),
            new Dropout(0.5),
            new FullyConnected(4096), // full7
            activation(RELU),
            new Features(),
            new FullyConnected(classes))); // full8
  }
}
