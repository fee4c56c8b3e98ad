package dev.fovea.trainer.network;

import static dev.fovea.trainer.network.Layer.Activation.Function.RELU;

import java.util.List;

/** The networks that can be trained, by name. */
public final class Networks {

  private static final List<String> NAMES =
      List.of("lenet5", "lenet5-relu", "alexnet", "alexnet-onetower", "cifar-quick");

  private Networks() {}

  /** Returns every name that {@link #named} knows. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Returns the network of this name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are, or if the network
   *     does not leave a choice that the options make
   */
  public static Network named(String name, NetworkOptions options) {
    if (!name.equals("cifar-quick")) {
      requireNoChoice(name, options);
    }
    return switch (name) {
      case "lenet5" -> lenet5(options);
      case "lenet5-relu" -> LeNet5Relu.network(options.classes().orElse(10));
      case "alexnet" -> AlexNet.network(options.classes().orElse(1000));
      case "alexnet-onetower" -> AlexNetOneTower.network(options.classes().orElse(1000));
      case "cifar-quick" ->
          CifarQuick.network(
              options.classes().orElse(10),
              options.activation().orElse(RELU),
              options.normalized());
      default ->
          throw new IllegalArgumentException(
              "there is no network '%s'; there are %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  private static Network lenet5(NetworkOptions options) {
    int classes = options.classes().orElse(LeNet5.CLASSES);
    if (classes > LeNet5.CLASSES) {
      throw new IllegalArgumentException(
          "lenet5 has a drawn code for each of %d classes, not %d; lenet5-relu takes any number"
              .formatted(LeNet5.CLASSES, classes));
    }
    return LeNet5.network(classes);
  }

  private static void requireNoChoice(String name, NetworkOptions options) {
    if (options.activation().isPresent() || options.normalized()) {
      throw new IllegalArgumentException(
          name + " leaves no choice of activation or normalisation; cifar-quick does");
    }
  }
}
