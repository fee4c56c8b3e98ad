package dev.fovea.trainer.cli;

import dev.fovea.trainer.network.Layer.Activation;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which network to train. */
final class NetworkChoice {

  @Parameters(
      paramLabel = "NETWORK",
      description = "lenet5, lenet5-relu, alexnet, alexnet-onetower or cifar-quick.")
  private String name = "";

  @Option(
      names = "--activation",
      paramLabel = "KIND",
      description = "Of cifar-quick: ${COMPLETION-CANDIDATES}.")
  private Optional<Activation.Function> activation = Optional.empty();

  @Option(names = "--lrn", description = "Local response normalisation in cifar-quick.")
  private boolean normalized;

  /** Returns what was chosen, for the run's record. */
  String description() {
    return name
        + activation.map(function -> " " + function).orElse("")
        + (normalized ? " with normalisation" : "");
  }

  /** Returns the network's name. */
  String name() {
    return name;
  }

  /** Returns the network with as many classes as its paper has. */
  Network asInPaper() {
    return Networks.named(name, options(Optional.empty()));
  }

  /** Returns the network for a number of classes. */
  Network withClasses(int classes) {
    return Networks.named(name, options(Optional.of(classes)));
  }

  private NetworkOptions options(Optional<Integer> classes) {
    return new NetworkOptions(classes, activation, normalized);
  }
}
