package dev.fovea.service.failure;

/** The body exceeds the configured bound. */
public final class BodyTooLarge extends ServingException {
  /**
   * Creates the failure.
   *
   * @param limitBytes the bound
   */
  public BodyTooLarge(long limitBytes) {
    super(
        "the body is larger than %d bytes, the bound fovea.http.max-body-size; send a smaller picture"
            .formatted(limitBytes));
  }
}
