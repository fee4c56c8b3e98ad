package dev.fovea.vision;

/**
 * How one format lays out its bytes. Reads what a picture says about itself and walks to its end,
 * so size, orientation and a missing tail are known before any pixel is decoded.
 */
interface Syntax {

  /** Returns the syntax of a format. */
  static Syntax of(ImageFormat format) {
    return switch (format) {
      case JPEG -> new JpegSyntax();
      case PNG -> new PngSyntax();
      case GIF -> new GifSyntax();
      case BMP -> new BmpSyntax();
      case WEBP -> new WebpSyntax();
      case TIFF -> new TiffSyntax();
    };
  }

  /**
   * Reads the header and checks that the picture is whole.
   *
   * @throws ImageException if the bytes end early, contradict the format, or use a variant that is
   *     not decoded here
   */
  ImageHeader read(byte[] bytes) throws ImageException;
}
