package dev.fovea.service.failure;

/** The key or token is known, and may not do this. */
public final class Forbidden extends ServingException {

  /**
   * Creates the failure.
   *
   * @param scope the scope that the key lacks
   */
  public Forbidden(String scope) {
    super("this needs a key with the scope '%s'".formatted(scope));
  }
}
