package dev.fovea.service.failure;

import java.util.List;
import java.util.stream.Collectors;

/** A label cannot be pointed back, because it has not been moved since the service started. */
public final class NoEarlierVersion extends ServingException {

  /**
   * Creates the failure.
   *
   * @param versions what the label could be pointed at instead
   */
  public NoEarlierVersion(String model, String label, List<Integer> versions) {
    super(
        """
        label '%s' of '%s' has not been moved since the service started, so there is no version \
        to go back to; versions that answer: %s. Promote one of them with \
        PUT /v1/models/%s/labels/%s?version=N\
        """
            .formatted(label, model, text(versions), model, label));
  }

  private static String text(List<Integer> versions) {
    return versions.isEmpty()
        ? "none"
        : versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
