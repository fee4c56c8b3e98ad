package dev.fovea.e2e.faults;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * What {@code simple} is asked for a number, and what it must answer. The sums and differences of
 * two numbers have nothing in common.
 *
 * @param number which one
 */
record Sum(long number) {

  static final int VALUES = 16;
  static final int BYTES = VALUES * Integer.BYTES;

  /** Returns both inputs, one behind the other. */
  ByteBuffer inputs() {
    ByteBuffer bytes = buffer();
    SplittableRandom random = new SplittableRandom(number);
    for (int i = 0; i < 2 * VALUES; i++) {
      bytes.putInt(random.nextInt());
    }
    return bytes.flip();
  }

  /** Returns both outputs, one behind the other: sum and difference. */
  ByteBuffer outputs() {
    ByteBuffer inputs = inputs();
    ByteBuffer bytes = buffer();
    for (int i = 0; i < BYTES; i += Integer.BYTES) {
      int first = inputs.getInt(i);
      int second = inputs.getInt(BYTES + i);
      bytes.putInt(i, first + second).putInt(BYTES + i, first - second);
    }
    return bytes;
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(2 * BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
