package dev.fovea.service.failure;

/** A tensor does not fit the model. */
public final class InvalidTensor extends ServingException {
  /**
   * Creates the failure.
   *
   * @param name name of the tensor
   * @param expected type, shape or size the model wants
   * @param actual what was sent
   */
  public InvalidTensor(String name, String expected, String actual) {
    super("tensor '%s' must be %s, got %s".formatted(name, expected, actual));
  }
}
