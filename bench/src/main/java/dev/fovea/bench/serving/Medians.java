package dev.fovea.bench.serving;

import java.util.Arrays;

/** The middle of a few measurements. */
public final class Medians {

  private Medians() {}

  /**
   * Returns the median.
   *
   * @throws IllegalArgumentException if there is nothing to take it of
   */
  public static double of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a median needs at least one value");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
