package dev.fovea.trainer.data;

import java.util.SplittableRandom;

/** Orders that a seed decides. */
public final class Shuffle {

  private Shuffle() {}

  /** Returns 0 to {@code size} − 1 in a random order: Fisher and Yates. */
  public static int[] of(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[size];
    for (int at = 0; at < size; at++) {
      int other = random.nextInt(at + 1);
      order[at] = order[other];
      order[other] = at;
    }
    return order;
  }
}
