package dev.fovea.trainer.foreign;

import dev.fovea.trainer.onnx.GraphSession.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;

/** Inputs drawn by a seed, the same on every machine, to try a graph with. */
final class DrawnInput {

  private static final long SEED = 2012;

  private DrawnInput() {}

  /** Returns the first {@code count} drawn pictures. */
  static Map<String, Input> batch(ForeignInput input, int count) {
    return from(input, 0, count);
  }

  /** Returns the second drawn picture alone. */
  static Map<String, Input> second(ForeignInput input) {
    return from(input, 1, 1);
  }

  private static Map<String, Input> from(ForeignInput input, int skipped, int count) {
    int length = input.channels() * input.height() * input.width();
    Random random = new Random(SEED);
    for (int index = 0; index < skipped * length; index++) {
      draw(input, random);
    }
    int elements = count * length;
    if (input.raw()) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(elements);
      while (bytes.hasRemaining()) {
        bytes.put((byte) draw(input, random));
      }
      return Map.of(input.name(), Input.of(bytes.flip(), input.shape(count)));
    }
    FloatBuffer floats =
        ByteBuffer.allocateDirect(elements * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    while (floats.hasRemaining()) {
      floats.put((float) draw(input, random));
    }
    return Map.of(input.name(), Input.of(floats.flip(), input.shape(count)));
  }

  private static double draw(ForeignInput input, Random random) {
    return input.raw() ? random.nextInt(256) : random.nextGaussian();
  }
}
