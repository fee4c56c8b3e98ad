package dev.fovea.service.failure;

/** The picture has more pixels than allowed; found before any was decoded. */
public final class ImageTooLarge extends ServingException {
  /**
   * Creates the failure.
   *
   * @param fault the size it claims and the bounds
   */
  public ImageTooLarge(String fault) {
    super(fault + "; scale it down, or raise fovea.images");
  }
}
