package dev.fovea.service.failure;

/** An index cannot be read or written now: it is damaged, or its cluster is away. */
public final class IndexUnavailable extends ServingException {

  /**
   * Creates the failure.
   *
   * @param reason what is wrong and what to do
   */
  public IndexUnavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
