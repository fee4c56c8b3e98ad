package dev.fovea.trainer.network;

import dev.fovea.trainer.network.Layer.Activation;
import java.util.Optional;

/**
 * What the command line may change about a network.
 *
 * @param classes classes to tell apart, or empty for the number the network's paper has
 * @param activation the nonlinearity, where the network leaves a choice
 * @param normalized whether responses are normalised, where the network leaves a choice
 */
public record NetworkOptions(
    Optional<Integer> classes, Optional<Activation.Function> activation, boolean normalized) {

  /** Every network as its paper has it. */
  public static final NetworkOptions NONE =
      new NetworkOptions(Optional.empty(), Optional.empty(), false);

  /**
   * Checks the number of classes.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public NetworkOptions {
    if (classes.isPresent() && classes.get() < 2) {
      throw new IllegalArgumentException("classes must be at least 2, got " + classes.get());
    }
  }

  /** Returns these options with a number of classes. */
  public NetworkOptions withClasses(int count) {
    return new NetworkOptions(Optional.of(count), activation, normalized);
  }
}
