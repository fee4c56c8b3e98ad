package dev.fovea.vision;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Pixels of one picture, upright and opaque, uint8 HWC in native memory. Whoever decoded it closes
 * it; not safe for use by several threads at once.
 */
public final class DecodedImage implements AutoCloseable {

  private final Mat mat;
  private final ColorMode color;

  /** Takes ownership of {@code mat}, which has {@code color.channels()} uint8 channels. */
  DecodedImage(Mat mat, ColorMode color) {
    this.mat = mat;
    this.color = color;
  }

  /** Returns the width in pixels, the orientation applied. */
  public int width() {
    return mat.cols();
  }

  /** Returns the height in pixels, the orientation applied. */
  public int height() {
    return mat.rows();
  }

  /** Returns the channels of every pixel. */
  public ColorMode color() {
    return color;
  }

  /**
   * Returns a copy of the pixels, shape [height, width, channels].
   *
   * @throws IllegalStateException if the picture was closed
   */
  public byte[] pixels() {
    byte[] copy = new byte[Math.toIntExact(mat().total() * color.channels())];
    Mats.copy(mat, copy);
    return copy;
  }

  Mat mat() {
    if (mat.isNull()) {
      throw new IllegalStateException("the picture was closed");
    }
    return mat;
  }

  /** Frees the native pixels; a second call does nothing. */
  @Override
  public void close() {
    mat.close();
  }
}
