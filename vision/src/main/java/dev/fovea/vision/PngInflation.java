package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Refuses a PNG whose compressed data inflate to much more than its pixels need. A decoder inflates
 * all of them, and a megabyte of deflate can hold a gigabyte of zeros.
 */
final class PngInflation {

  /** Inflates to a quarter of a gigabyte at most, which is over before it is worth counting. */
  private static final int FREE_BYTES = 256 << 10;

  private static final int FIRST_CHUNK = 8;
  private static final int CHUNK_FRAME_BYTES = 12;
  private static final int STEP_BYTES = 64 << 10;

  private PngInflation() {}

  /**
   * Inflates and counts, if there is enough to be worth it. Damaged data are left to the decoder.
   *
   * @param bytes a picture that {@link PngSyntax} has read
   * @throws UndecodableImage if it inflates to more than {@code header} needs
   */
  static void require(byte[] bytes, ImageHeader header) throws UndecodableImage {
    if (bytes.length <= FREE_BYTES) {
      return;
    }
    Bytes in = Bytes.bigEndian(bytes);
    long most = pixelBytes(header, in.u8(24), in.u8(25));
    try (Inflater inflater = new Inflater()) {
      for (long at = FIRST_CHUNK; !in.matches(at + 4, "IEND"); ) {
        long length = in.u32(at);
        if (in.matches(at + 4, "IDAT")) {
          inflate(inflater, in.slice(at + 8, length), most);
        }
        at += CHUNK_FRAME_BYTES + length;
      }
    } catch (DataFormatException _) {
      // the decoder meets it too, and says so
    }
  }

  private static void inflate(Inflater inflater, Bytes part, long most)
      throws DataFormatException, UndecodableImage {
    byte[] step = new byte[STEP_BYTES];
    inflater.setInput(part.buffer());
    for (int read = inflater.inflate(step); read > 0; read = inflater.inflate(step)) {
      if (inflater.getBytesWritten() > most) {
        throw new UndecodableImage("it inflates to more than its pixels need");
      }
    }
  }

  /** Returns what all rows need at most, each with its filter; interlacing cuts rows in two. */
  private static long pixelBytes(ImageHeader header, int bits, int colorType) {
    int samples =
        switch (colorType) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    long rowBytes = (header.width() * bits * samples + 7) / 8 + 1;
    return 2 * rowBytes * header.height();
  }
}
