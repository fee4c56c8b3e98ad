package dev.fovea.vision;

/**
 * What a picture says about itself, read without decoding it.
 *
 * @param format recognised from the first bytes
 * @param width pixels of a stored row, before the orientation is applied
 * @param height stored rows, before the orientation is applied
 * @param frames pictures in the file; only the first is ever decoded
 * @param orientation how the stored picture has to be turned to stand upright
 */
public record ImageHeader(
    ImageFormat format, long width, long height, int frames, Orientation orientation) {

  /** Returns width times height. */
  public long pixels() {
    return width * height;
  }
}
