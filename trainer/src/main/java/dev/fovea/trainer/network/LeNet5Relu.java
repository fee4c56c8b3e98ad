package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.Activation.Function.RELU;
import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;

import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Layer.Scaling;
import java.util.List;

/**
 * What tutorials call LeNet-5 today: 20-20-500-10 with ReLU, max pooling and a softmax, 176,050
 * trainable parameters with ten classes. Pixels are brought to MNIST's mean 0 and deviation 1.
 */
final class LeNet5Relu {

  private static final double MNIST_MEAN = 0.1307;
  private static final double MNIST_DEVIATION = 0.3081;

  private LeNet5Relu() {}

  /** Returns the network for 28×28 pixels of white ink on black. */
  static Network network(int classes) {
    return new Network(
        "lenet5-relu",
        new Shape(1, 28, 28),
        List.of(
            new Scaling(1 / (255 * MNIST_DEVIATION), -MNIST_MEAN / MNIST_DEVIATION),
            convolution(20, 5), // 20@24x24
            activation(RELU),
            new MaxPooling(2, 2), // 20@12x12
            convolution(20, 5), // 20@8x8
            activation(RELU),
            new MaxPooling(2, 2), // 20@4x4
            new FullyConnected(500),
            activation(RELU),
            new Features(),
            new FullyConnected(classes)));
  }
}
