package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;

/** Walks the chunks of a PNG from IHDR to IEND. */
final class PngSyntax implements Syntax {

  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_FRAME_BYTES = 12;

  @Override
  public ImageHeader read(byte[] bytes) throws ImageException {
    Bytes in = Bytes.bigEndian(bytes);
    if (!in.matches(SIGNATURE_BYTES + 4, "IHDR")) {
      in.require(SIGNATURE_BYTES, CHUNK_FRAME_BYTES);
      throw new UndecodableImage("it does not begin with an IHDR chunk");
    }
    long width = in.u32(16);
    long height = in.u32(20);
    if (width == 0 || height == 0) {
      throw new UndecodableImage("it is %d x %d pixels".formatted(width, height));
    }
    int frames = 1;
    Orientation orientation = Orientation.UPRIGHT;
    for (long at = SIGNATURE_BYTES; !in.matches(at + 4, "IEND"); ) {
      long length = in.u32(at);
      Bytes body = in.slice(at + 8, length);
      if (in.matches(at + 4, "acTL")) {
        frames = (int) Math.min(body.u32(0), Integer.MAX_VALUE);
      } else if (in.matches(at + 4, "eXIf")) {
        orientation = Exif.orientation(body);
      }
      at += CHUNK_FRAME_BYTES + length;
    }
    return new ImageHeader(ImageFormat.PNG, width, height, frames, orientation);
  }
}
