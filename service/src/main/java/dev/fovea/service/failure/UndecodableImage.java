package dev.fovea.service.failure;

/** The bytes begin like a picture, but are damaged. */
public final class UndecodableImage extends ServingException {
  /**
   * Creates the failure.
   *
   * @param fault what is wrong with the bytes
   */
  public UndecodableImage(String fault) {
    super(fault + "; send the complete file");
  }
}
