package dev.fovea.service.failure;

/** The run of the model failed. */
public final class InferenceFailed extends ServingException {
  /**
   * Creates the failure.
   *
   * @param model name and version
   * @param cause what the runtime reported
   */
  public InferenceFailed(String model, Throwable cause) {
    super("model '%s' failed on this input: %s".formatted(model, cause.getMessage()), cause);
  }
}
