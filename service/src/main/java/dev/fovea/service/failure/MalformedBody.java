package dev.fovea.service.failure;

/** The body is not what its headers say: a broken multipart, wrong JSON, a cut transfer. */
public final class MalformedBody extends ServingException {
  /**
   * Creates the failure.
   *
   * @param fault where it breaks
   */
  public MalformedBody(String fault) {
    super("the body cannot be read: " + fault);
  }
}
