package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads unsigned numbers out of a byte array and answers every read past its end with {@link
 * UndecodableImage}, so a cut picture is one kind of fault wherever the cut lies.
 */
final class Bytes {

  private final byte[] array;
  private final int from;
  private final int to;
  private final ByteOrder order;

  private Bytes(byte[] array, int from, int to, ByteOrder order) {
    this.array = array;
    this.from = from;
    this.to = to;
    this.order = order;
  }

  static Bytes bigEndian(byte[] array) {
    return new Bytes(array, 0, array.length, ByteOrder.BIG_ENDIAN);
  }

  static Bytes littleEndian(byte[] array) {
    return new Bytes(array, 0, array.length, ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns a part that starts counting at zero again. */
  Bytes slice(long at, long length) throws UndecodableImage {
    require(at, length);
    return new Bytes(array, from + (int) at, from + (int) (at + length), order);
  }

  Bytes in(ByteOrder other) {
    return new Bytes(array, from, to, other);
  }

  int length() {
    return to - from;
  }

  /** Returns a view of the bytes. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(array, from, length()).asReadOnlyBuffer();
  }

  int u8(long at) throws UndecodableImage {
    require(at, 1);
    return array[from + (int) at] & 0xFF;
  }

  int u16(long at) throws UndecodableImage {
    require(at, 2);
    int first = u8(at);
    int second = u8(at + 1);
    return order == ByteOrder.BIG_ENDIAN ? first << 8 | second : second << 8 | first;
  }

  int u24(long at) throws UndecodableImage {
    return order == ByteOrder.BIG_ENDIAN ? u16(at) << 8 | u8(at + 2) : u8(at + 2) << 16 | u16(at);
  }

  long u32(long at) throws UndecodableImage {
    long first = u16(at);
    long second = u16(at + 2);
    return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : second << 16 | first;
  }

  /** Returns whether the bytes at {@code at} are these ASCII characters. */
  boolean matches(long at, String ascii) {
    if (at < 0 || at + ascii.length() > length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (array[from + (int) at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks that {@code length} bytes stand at {@code at}.
   *
   * @throws UndecodableImage if they do not
   */
  void require(long at, long length) throws UndecodableImage {
    if (at < 0 || length < 0 || at + length > length()) {
      throw new UndecodableImage("it ends too early, after " + array.length + " bytes");
    }
  }
}
