package dev.fovea.trainer.reproduce;

import dev.fovea.trainer.data.InMemoryImages;
import dev.fovea.trainer.data.LabeledImages;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.data.Unreadable;
import dev.fovea.trainer.network.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A tiny data set drawn by code: a bright bar in noise, whose angle is its class. */
final class DrawnSplits {

  private static final int CLASSES = 10;

  private DrawnSplits() {}

  /** Returns ten classes of pictures of this shape. */
  static Splits of(Shape shape, int training, int testing) {
    return new Splits(draw(shape, training, 1), draw(shape, testing, 2), new Unreadable());
  }

  private static LabeledImages draw(Shape shape, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] labels = IntStream.range(0, count).map(index -> index % CLASSES).toArray();
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    InMemoryImages images = InMemoryImages.allocate(shape, classes, labels);
    for (int index = 0; index < count; index++) {
      draw(images.slot(index), shape, Math.PI * labels[index] / CLASSES, random);
    }
    return images;
  }

  private static void draw(ByteBuffer pixels, Shape shape, double angle, SplittableRandom random) {
    double centerX = shape.width() * random.nextDouble(0.4, 0.6);
    double centerY = shape.height() * random.nextDouble(0.4, 0.6);
    double half = shape.width() / 14.0;
    for (int at = 0; at < shape.size(); at++) {
      int pixel = at / shape.channels();
      int row = pixel / shape.width();
      double x = pixel % shape.width() - centerX;
      double y = row - centerY;
      boolean bar = Math.abs(x * Math.sin(angle) - y * Math.cos(angle)) < half;
      pixels.put(at, (byte) (random.nextInt(50) + (bar ? 190 : 0)));
    }
  }
}
