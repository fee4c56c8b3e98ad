package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The first image file directory of TIFF 6.0: numbers by tag. */
final class TiffDirectory {

  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int SAMPLE_BITS = 258;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES = 277;
  static final int STRIP_BYTES = 279;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTES = 325;

  private static final int ENTRY_BYTES = 12;
  private static final short SHORT = 3;

  private final Bytes in;
  private final ByteOrder order;
  private final Map<Integer, Long> entries = new HashMap<>();
  private final long next;

  /**
   * Reads the first directory of a block that begins with the TIFF header.
   *
   * @throws UndecodableImage if the directory does not lie within the block
   */
  TiffDirectory(Bytes block) throws UndecodableImage {
    order = order(block);
    in = block.in(order);
    long at = in.u32(4);
    int count = in.u16(at);
    for (int i = 0; i < count; i++) {
      long entry = at + 2 + (long) i * ENTRY_BYTES;
      entries.putIfAbsent(in.u16(entry), entry);
    }
    long end = at + 2 + (long) count * ENTRY_BYTES;
    next = end + 4 <= in.length() ? in.u32(end) : 0;
  }

  /**
   * Returns a TIFF whose first page claims to stand upright as it is stored.
   *
   * @param file not changed; returned itself if the page states no orientation
   * @throws UndecodableImage if its first directory does not lie within it
   */
  static byte[] asStored(byte[] file) throws UndecodableImage {
    TiffDirectory directory = new TiffDirectory(Bytes.bigEndian(file));
    Long entry = directory.entries.get(ORIENTATION);
    if (entry == null) {
      return file;
    }
    byte[] copy = file.clone();
    ByteBuffer.wrap(copy)
        .order(directory.order)
        .position(entry.intValue() + 2)
        .putShort(SHORT)
        .putInt(1)
        .putShort((short) 1);
    return copy;
  }

  /** Returns whether another directory follows, that is, another page. */
  boolean hasNext() {
    return next != 0;
  }

  /** Returns the first number stored under a tag. */
  Optional<Long> value(int tag) throws UndecodableImage {
    long[] values = values(tag, 1);
    return values.length == 0 ? Optional.empty() : Optional.of(values[0]);
  }

  /** Returns the numbers stored under a tag, none if the tag is absent. */
  long[] values(int tag) throws UndecodableImage {
    return values(tag, Integer.MAX_VALUE);
  }

  private long[] values(int tag, int most) throws UndecodableImage {
    Long entry = entries.get(tag);
    if (entry == null) {
      return new long[0];
    }
    int size = elementBytes(in.u16(entry + 2));
    long count = in.u32(entry + 4);
    long at = count * size <= 4 ? entry + 8 : in.u32(entry + 8);
    in.require(at, count * size);
    long[] values = new long[(int) Math.min(count, most)];
    for (int i = 0; i < values.length; i++) {
      long element = at + (long) i * size;
      values[i] =
          switch (size) {
            case 1 -> in.u8(element);
            case 2 -> in.u16(element);
            default -> in.u32(element);
          };
    }
    return values;
  }

  private static int elementBytes(int type) throws UndecodableImage {
    return switch (type) {
      case 1 -> 1;
      case SHORT -> 2;
      case 4 -> 4;
      default -> throw new UndecodableImage("a tag that counts has the type " + type);
    };
  }

  private static ByteOrder order(Bytes block) throws UndecodableImage {
    if (block.matches(0, "II")) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    if (block.matches(0, "MM")) {
      return ByteOrder.BIG_ENDIAN;
    }
    throw new UndecodableImage("its tags state no byte order");
  }
}
