package dev.fovea.service.protocol.v2;

import dev.fovea.service.failure.InvalidParameter;
import java.util.Optional;

/**
 * An output that a request asks for.
 *
 * @param name the graph's name for it
 * @param parameters how it is wanted
 */
public record RequestedOutput(String name, Parameters parameters) {

  private static final int MOST_CLASSES = 1_000_000;

  /**
   * Checks where it is wanted.
   *
   * @throws InvalidParameter if in shared memory: the client would read there what never came
   */
  public RequestedOutput {
    if (parameters.values().containsKey("shared_memory_region")) {
      throw new InvalidParameter(
          "shared_memory_region", "is not offered here; outputs travel in the answer");
    }
  }

  /** Returns whether it is wanted as binary data, or empty if the request leaves that open. */
  public Optional<Boolean> binary() {
    return parameters.flag("binary_data");
  }

  /**
   * Returns how many classes are wanted instead of the tensor, or 0 for the tensor itself.
   *
   * @throws InvalidParameter if the number is out of range
   */
  public int classes() {
    long classes = parameters.amount("classification").orElse(0);
    if (classes > MOST_CLASSES) {
      throw new InvalidParameter(
          "classification", "must be at most %d, got %d".formatted(MOST_CLASSES, classes));
    }
    return (int) classes;
  }
}
