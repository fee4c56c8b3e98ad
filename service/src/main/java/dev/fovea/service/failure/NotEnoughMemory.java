package dev.fovea.service.failure;

/** Loading the model would exceed the memory there is. */
public final class NotEnoughMemory extends ServingException {
  /**
   * Creates the failure.
   *
   * @param model name and version
   * @param requiredBytes estimate of what loading takes
   * @param availableBytes what is free
   */
  public NotEnoughMemory(String model, long requiredBytes, long availableBytes) {
    super(
        "model '%s' needs about %d MB and %d MB are free; unload another model or give the service more memory"
            .formatted(model, requiredBytes >> 20, availableBytes >> 20));
  }
}
