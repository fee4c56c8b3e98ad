package dev.fovea.service.failure;

import java.util.Collection;

/** No model, or no such version of it, is known here. */
public final class ModelNotFound extends ServingException {
  /**
   * Creates the failure.
   *
   * @param model the name as it was asked for, with the version if one was named
   * @param known what could have been asked for instead
   */
  public ModelNotFound(String model, Collection<String> known) {
    super(
        "Request for unknown model: '%s' is not found; known: %s"
            .formatted(model, known.isEmpty() ? "none" : String.join(", ", known)));
  }
}
