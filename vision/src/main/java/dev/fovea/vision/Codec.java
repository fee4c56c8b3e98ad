package dev.fovea.vision;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** OpenCV's decoders behind one door: every format comes out as upright, opaque uint8 pixels. */
final class Codec {

  private Codec() {}

  /** Decodes a picture whose header was read and found within bounds. */
  @MustBeClosed
  static DecodedImage decode(byte[] bytes, ImageHeader header, ColorMode color, int background)
      throws ImageException {
    // OpenCV turns a TIFF whatever its flags say, and under IMREAD_UNCHANGED nothing else.
    byte[] stored = header.format() == ImageFormat.TIFF ? TiffDirectory.asStored(bytes) : bytes;
    try (Stage stage = Stage.decode(stored, header.format(), flags(header.format(), color))) {
      stage.requireSize(header.width(), header.height());
      stage.narrow();
      stage.flatten(background);
      if (header.format() != ImageFormat.JPEG) {
        stage.convert(color);
      }
      stage.turn(header.orientation());
      return new DecodedImage(stage.release(), color);
    }
  }

  /** JPEG has neither alpha nor depth, so its decoder yields the wanted channels by itself. */
  private static int flags(ImageFormat format, ColorMode color) {
    if (format != ImageFormat.JPEG) {
      return opencv_imgcodecs.IMREAD_UNCHANGED;
    }
    int channels =
        switch (color) {
          case GRAY -> opencv_imgcodecs.IMREAD_GRAYSCALE;
          case RGB -> opencv_imgcodecs.IMREAD_COLOR_RGB;
        };
    return channels | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }
}
