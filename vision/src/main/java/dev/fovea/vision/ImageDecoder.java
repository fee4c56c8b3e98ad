package dev.fovea.vision;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.vision.ImageException.ImageTooLarge;

/**
 * Turns the bytes of a picture into upright, opaque pixels. The format is told by the bytes, the
 * size is bounded before anything is decoded. Safe for use by several threads at once.
 */
public final class ImageDecoder {

  private final ImageLimits limits;

  /** Creates a decoder that refuses pictures above {@code limits}. */
  public ImageDecoder(ImageLimits limits) {
    Native.load();
    this.limits = limits;
  }

  /**
   * Reads what a picture says about itself, and checks that it is whole and within the limits.
   *
   * @throws ImageException as {@link #decode(byte[], ColorMode, int)} does, but for faults that
   *     only decoding can find
   */
  public ImageHeader header(byte[] bytes) throws ImageException {
    ImageHeader header = Syntax.of(ImageFormat.sniff(bytes)).read(bytes);
    if (header.width() > limits.maxSide()
        || header.height() > limits.maxSide()
        || header.pixels() > limits.maxPixels()) {
      throw new ImageTooLarge(header.width(), header.height(), limits);
    }
    return header;
  }

  /**
   * Decodes a picture in the colours and on the background that a model's recipe asks for.
   *
   * @throws ImageException as {@link #decode(byte[], ColorMode, int)} does
   */
  @MustBeClosed
  public DecodedImage decode(byte[] bytes, Preprocessing preprocessing) throws ImageException {
    return decode(bytes, preprocessing.color(), preprocessing.background());
  }

  /**
   * Decodes a picture, the first frame of several.
   *
   * @param bytes a whole file; not kept
   * @param color channels of the result
   * @param background grey level 0–255 that transparent pixels are flattened on
   * @return the picture, upright; the caller closes it
   * @throws ImageException.NotAnImage if the bytes are no picture
   * @throws ImageException.UnsupportedImage if this variant of the format is not decoded here
   * @throws ImageException.UndecodableImage if the picture is cut or damaged
   * @throws ImageException.ImageTooLarge if it claims more pixels than the limits allow
   */
  @MustBeClosed
  public DecodedImage decode(byte[] bytes, ColorMode color, int background) throws ImageException {
    ImageHeader header = header(bytes);
    if (header.format() == ImageFormat.PNG) {
      PngInflation.require(bytes, header);
    }
    return Codec.decode(bytes, header, color, background);
  }
}
