package dev.fovea.trainer.network;

/**
 * The shape of one image's values between two layers, batch left out: [channels, height, width]; a
 * vector is [channels, 1, 1].
 *
 * @param channels feature maps
 * @param height rows
 * @param width columns
 */
public record Shape(int channels, int height, int width) {

  /**
   * Checks that every dimension is positive.
   *
   * @throws IllegalArgumentException with the shape that is not
   */
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "dimensions must be positive, got [%d, %d, %d]".formatted(channels, height, width));
    }
  }

  /** Returns how many values one image has here. */
  public int size() {
    return channels * height * width;
  }
}
