package dev.fovea.vision;

/**
 * Bounds that a picture's header is held against before a pixel is decoded.
 *
 * @param maxSide longest width or height in pixels
 * @param maxPixels largest width times height
 */
public record ImageLimits(int maxSide, long maxPixels) {

  /** Bounds generous for photographs: 16,384 a side, 64 million pixels in all. */
  public static final ImageLimits DEFAULT = new ImageLimits(16_384, 64_000_000);

  /**
   * Checks that both bounds are positive and no more than the decoder's own.
   *
   * @throws IllegalArgumentException naming the bound that is not
   */
  public ImageLimits {
    if (maxSide < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "image limits must be positive, got maxSide=" + maxSide + ", maxPixels=" + maxPixels);
    }
    if (maxSide > 1 << 20 || maxPixels > 1 << 30) {
      throw new IllegalArgumentException(
          "OpenCV decodes at most %d pixels a side and %d in all, got maxSide=%d, maxPixels=%d"
              .formatted(1 << 20, 1 << 30, maxSide, maxPixels));
    }
  }
}
