package dev.fovea.service.failure;

/** The model is known, but cannot answer now. */
public final class ModelNotReady extends ServingException {
  /**
   * Creates the failure.
   *
   * @param model name, with the version if one was named
   * @param reason its state, and why
   */
  public ModelNotReady(String model, String reason) {
    super("model '%s' is not ready: %s".formatted(model, reason));
  }
}
