package dev.fovea.service.failure;

/** A parameter, header or path segment is missing or out of range. */
public final class InvalidParameter extends ServingException {
  /**
   * Creates the failure.
   *
   * @param name the parameter as the client spells it
   * @param expectation what it must be and what it was
   */
  public InvalidParameter(String name, String expectation) {
    super("%s %s".formatted(name, expectation));
  }
}
