package dev.fovea.trainer.data;

import java.io.IOException;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Decodes pictures on all cores, once, so that every later epoch only copies pixels. */
final class DecodedOnce {

  private DecodedOnce() {}

  /**
   * Returns the pictures that can be read, in their order.
   *
   * @param unreadable is told of the others
   * @param done is told how many pictures each task has finished
   */
  static LabeledImages of(LabeledImages images, Unreadable unreadable, IntConsumer done) {
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    InMemoryImages all = InMemoryImages.allocate(images.shape(), images.classes(), labels);
    BitSet broken = new BitSet();
    IntStream.range(0, images.size())
        .parallel()
        .forEach(index -> {
          try {
            images.read(index, all.slot(index));
          } catch (IOException e) {
            unreadable.add(String.valueOf(e.getMessage()));
            synchronized (broken) {
              broken.set(index);
            }
          }
          done.accept(1);
        });
    return broken.isEmpty() ? all : without(all, broken);
  }

  private static LabeledImages without(LabeledImages all, BitSet broken) {
    return new Subset(
        all, IntStream.range(0, all.size()).filter(index -> !broken.get(index)).toArray());
  }
}
