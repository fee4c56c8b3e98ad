package dev.fovea.service.failure;

/** The bytes are no picture that can be decoded here. */
public final class NotAnImage extends ServingException {
  /**
   * Creates the failure.
   *
   * @param fault what the bytes look like instead
   */
  public NotAnImage(String fault) {
    super(fault + "; send the file of a picture as it is, as PNG or JPEG if in doubt");
  }
}
