package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;

/** Walks the blocks of a GIF; the picture is as large as the logical screen. */
final class GifSyntax implements Syntax {

  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;
  private static final int TRAILER = 0x3B;
  private static final int HEADER_BYTES = 13;

  @Override
  public ImageHeader read(byte[] bytes) throws ImageException {
    Bytes in = Bytes.littleEndian(bytes);
    int width = in.u16(6);
    int height = in.u16(8);
    if (width == 0 || height == 0) {
      throw new UndecodableImage("it is %d x %d pixels".formatted(width, height));
    }
    int frames = countFrames(in);
    if (frames == 0) {
      throw new UndecodableImage("it has no frame");
    }
    return new ImageHeader(ImageFormat.GIF, width, height, frames, Orientation.UPRIGHT);
  }

  private static int countFrames(Bytes in) throws UndecodableImage {
    int frames = 0;
    int at = HEADER_BYTES + tableBytes(in.u8(10));
    // Many writers leave the trailer out, so an end between two blocks is no cut.
    while (frames == 0 || at < in.length()) {
      int block = in.u8(at);
      switch (block) {
        case TRAILER -> {
          return frames;
        }
        case EXTENSION -> at = afterSubBlocks(in, at + 2);
        case IMAGE -> {
          int codeSize = at + 10 + tableBytes(in.u8(at + 9));
          at = afterSubBlocks(in, codeSize + 1);
          frames++;
        }
        default -> throw new UndecodableImage("unknown GIF block " + block);
      }
    }
    return frames;
  }

  private static int tableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int afterSubBlocks(Bytes in, int from) throws UndecodableImage {
    int at = from;
    while (in.u8(at) != 0) {
      at += 1 + in.u8(at);
    }
    return at + 1;
  }
}
