package dev.fovea.vision;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Encodes decoded pictures as baseline JPEG, scaled down to a longest side. Immutable, safe for use
 * by several threads at once.
 */
public final class JpegEncoder {

  private final int longestSide;
  private final int quality;

  /**
   * Creates an encoder.
   *
   * @param longestSide most pixels of the longer side; smaller pictures keep their size
   * @param quality 1 to 100, as libjpeg understands it
   * @throws IllegalArgumentException if a value is out of range
   */
  public JpegEncoder(int longestSide, int quality) {
    if (longestSide < 1) {
      throw new IllegalArgumentException("longestSide must be at least 1, got " + longestSide);
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be 1 to 100, got " + quality);
    }
    Native.load();
    this.longestSide = longestSide;
    this.quality = quality;
  }

  /** Returns the picture as a JPEG file; the picture is neither changed nor closed. */
  public byte[] encode(DecodedImage image) {
    Mat picture = image.mat();
    double scale = (double) longestSide / Math.max(image.width(), image.height());
    int width = scale < 1 ? side(image.width(), scale) : image.width();
    int height = scale < 1 ? side(image.height(), scale) : image.height();
    try (Mat small = new Mat(height, width, picture.type());
        Mat blueFirst = new Mat()) {
      Scaling.scale(picture, small);
      if (image.color() == ColorMode.GRAY) {
        return imencode(small);
      }
      opencv_imgproc.cvtColor(small, blueFirst, opencv_imgproc.COLOR_RGB2BGR);
      return imencode(blueFirst);
    }
  }

  private static int side(int pixels, double scale) {
    return Math.max(1, (int) Math.round(pixels * scale));
  }

  private byte[] imencode(Mat mat) {
    try (IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
        BytePointer encoded = new BytePointer()) {
      if (!opencv_imgcodecs.imencode(".jpg", mat, encoded, parameters)) {
        throw new IllegalStateException("OpenCV cannot encode JPEG");
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
