package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;

/** Walks the RIFF chunks of a WebP (RFC 9649). */
final class WebpSyntax implements Syntax {

  private static final int FIRST_CHUNK = 12;
  private static final int SIDE_MASK = 0x3FFF;

  @Override
  public ImageHeader read(byte[] bytes) throws ImageException {
    Bytes file = Bytes.littleEndian(bytes);
    Bytes in = file.slice(0, file.u32(4) + 8);
    Orientation orientation = Orientation.UPRIGHT;
    int frames = 0;
    int pictures = 0;
    for (long at = FIRST_CHUNK; at < in.length(); ) {
      long length = in.u32(at + 4);
      Bytes body = in.slice(at + 8, length);
      if (in.matches(at, "EXIF")) {
        orientation = Exif.orientation(withoutPrefix(body));
      } else if (in.matches(at, "ANMF")) {
        frames++;
      } else if (in.matches(at, "VP8 ") || in.matches(at, "VP8L")) {
        pictures++;
      }
      at += 8 + length + (length & 1);
    }
    if (frames + pictures == 0) {
      throw new UndecodableImage("it has no frame");
    }
    return size(in, Math.max(frames, 1), orientation);
  }

  private static ImageHeader size(Bytes in, int frames, Orientation orientation)
      throws UndecodableImage {
    long width;
    long height;
    if (in.matches(FIRST_CHUNK, "VP8X")) {
      width = in.u24(24) + 1L;
      height = in.u24(27) + 1L;
    } else if (in.matches(FIRST_CHUNK, "VP8L")) {
      long packed = in.u32(21);
      width = (packed & SIDE_MASK) + 1;
      height = (packed >> 14 & SIDE_MASK) + 1;
    } else {
      width = in.u16(26) & SIDE_MASK;
      height = in.u16(28) & SIDE_MASK;
    }
    if (width == 0 || height == 0) {
      throw new UndecodableImage("it is %d x %d pixels".formatted(width, height));
    }
    return new ImageHeader(ImageFormat.WEBP, width, height, frames, orientation);
  }

  /** Some writers put JPEG's own prefix before the block. */
  private static Bytes withoutPrefix(Bytes body) throws UndecodableImage {
    return body.matches(0, "Exif\0\0") ? body.slice(6, body.length() - 6L) : body;
  }
}
