package dev.fovea.service.failure;

/** A version in the store was refused: damaged, foreign, or its answers drifted. */
public final class ModelRejected extends ServingException {
  /**
   * Creates the failure for a fault found here.
   *
   * @param model name and version
   * @param reason what is wrong with it
   */
  public ModelRejected(String model, String reason) {
    super("failed to load model '%s': %s".formatted(model, reason));
  }

  /**
   * Creates the failure for a fault that something else found.
   *
   * @param model name and version
   * @param reason what is wrong with it
   * @param cause what found the fault
   */
  public ModelRejected(String model, String reason, Throwable cause) {
    super("failed to load model '%s': %s".formatted(model, reason), cause);
  }
}
