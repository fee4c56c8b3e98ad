package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;
import dev.fovea.vision.ImageException.UnsupportedImage;

/** Reads the headers of a Windows bitmap and checks that its rows lie in the file. */
final class BmpSyntax implements Syntax {

  private static final int OS2_HEADER_BYTES = 12;
  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;

  @Override
  public ImageHeader read(byte[] bytes) throws ImageException {
    Bytes in = Bytes.littleEndian(bytes);
    boolean os2 = in.u32(14) == OS2_HEADER_BYTES;
    long width = os2 ? in.u16(18) : (int) in.u32(18);
    // A negative height only says that the first stored row is the top one.
    long height = os2 ? in.u16(20) : Math.abs((long) (int) in.u32(22));
    int bits = os2 ? in.u16(24) : in.u16(28);
    long compression = os2 ? UNCOMPRESSED : in.u32(30);
    if (width <= 0 || height == 0) {
      throw new UndecodableImage("it is %d x %d pixels".formatted(width, height));
    }
    if (compression != UNCOMPRESSED && compression != BIT_FIELDS) {
      throw new UnsupportedImage("BMP with compression " + compression);
    }
    long rowBytes = (width * bits + 31) / 32 * 4;
    in.require(in.u32(10), rowBytes * height);
    return new ImageHeader(ImageFormat.BMP, width, height, 1, Orientation.UPRIGHT);
  }
}
