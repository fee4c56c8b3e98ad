package dev.fovea.trainer.training;

import dev.fovea.trainer.data.InMemoryImages;
import dev.fovea.trainer.data.LabeledImages;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.data.Unreadable;
import dev.fovea.trainer.network.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** A tiny data set drawn by code: bright bars, whose place is their class. */
final class DrawnSplits {

  private static final Shape SHAPE = new Shape(1, 28, 28);

  private DrawnSplits() {}

  /** Returns 4 classes, this many training pictures and 40 to test on. */
  static Splits of(int pictures) {
    return new Splits(draw(pictures, 1), draw(40, 2), new Unreadable());
  }

  private static LabeledImages draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = new int[count];
    for (int index = 0; index < count; index++) {
      labels[index] = index % 4;
    }
    InMemoryImages images = InMemoryImages.allocate(SHAPE, List.of("0", "1", "2", "3"), labels);
    for (int index = 0; index < count; index++) {
      ByteBuffer pixels = images.slot(index);
      for (int at = 0; at < SHAPE.size(); at++) {
        boolean bright = at / SHAPE.width() / 7 == labels[index];
        pixels.put(at, (byte) (random.nextInt(60) + (bright ? 180 : 0)));
      }
    }
    return images;
  }
}
