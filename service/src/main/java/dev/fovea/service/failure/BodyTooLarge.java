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

  /** Returns the failure of JSON beyond its bound. */
  public static BodyTooLarge json(long limitBytes) {
    return new BodyTooLarge(
        "the JSON is larger than %d bytes".formatted(limitBytes),
        "fovea.http.max-json-size",
        "send tensors as binary data, or fewer");
  }

  /**
   * Returns the failure of a message that is small as it travels and large in memory.
   *
   * @param bytes what it would become
   * @param limitBytes the bound
   */
  public static BodyTooLarge objects(long bytes, long limitBytes) {
    return new BodyTooLarge(
        "the message would become %d MB of objects, more than %d MB"
            .formatted(bytes >> 20, limitBytes >> 20),
        "that follows from fovea.http.max-json-size",
        "send tensors as raw_input_contents, or fewer");
  }

  private BodyTooLarge(String what, String property, String advice) {
    super("%s, the bound %s; %s".formatted(what, property, advice));
  }

  /**
   * Creates the failure of a body with too much of something else.
   *
   * @param what is too much, such as {@code "the form has too many parts"}
   * @param property the bound's name
   */
  public BodyTooLarge(String what, String property) {
    this(what, property, "send less at a time");
  }
}
