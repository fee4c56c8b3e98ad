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

  /**
   * Creates the failure of a body with too much of something else.
   *
   * @param what is too much, such as {@code "the form has too many parts"}
   * @param property the bound's name
   */
  public BodyTooLarge(String what, String property) {
    super("%s, the bound %s; send less at a time".formatted(what, property));
  }
}
