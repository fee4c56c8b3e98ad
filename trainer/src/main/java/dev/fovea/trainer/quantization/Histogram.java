package dev.fovea.trainer.quantization;

import java.util.Arrays;

/**
 * Counts how often a value of a graph was how large. The bins lie around zero and double their
 * width when a sample falls outside, so one pass over the samples is enough.
 */
final class Histogram {

  private static final int BINS_PER_SIDE = 2048;

  private final long[] counts = new long[2 * BINS_PER_SIDE];
  private double limit;
  private double min;
  private double max;

  /** Counts all samples. */
  void add(float[] samples) {
    for (float sample : samples) {
      min = Math.min(min, sample);
      max = Math.max(max, sample);
    }
    widen(Math.max(-min, max));
    if (limit == 0) {
      return;
    }
    double binsPerUnit = BINS_PER_SIDE / limit;
    for (float sample : samples) {
      int bin = BINS_PER_SIDE + (int) Math.floor(sample * binsPerUnit);
      counts[Math.min(bin, counts.length - 1)]++;
    }
  }

  /**
   * Returns the range whose 256 steps lose least: the mean squared error is least, rounding inside
   * the range and cutting off outside it taken together. Contains zero.
   */
  QuantizedRange leastSquaredError() {
    QuantizedRange best = QuantizedRange.of(min, max);
    double least = Double.MAX_VALUE;
    for (int percent = 100; percent >= 10; percent--) {
      QuantizedRange range = QuantizedRange.of(min * percent / 100, max * percent / 100);
      double error = squaredError(range);
      if (error < least) {
        least = error;
        best = range;
      }
    }
    return best;
  }

  private double squaredError(QuantizedRange range) {
    double rounding = range.scale() * range.scale() / 12;
    double error = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      double sample = (bin + 0.5 - BINS_PER_SIDE) * limit / BINS_PER_SIDE;
      double cut = Math.max(0, Math.max(range.lowest() - sample, sample - range.highest()));
      error += counts[bin] * Math.max(rounding, cut * cut);
    }
    return error;
  }

  private void widen(double largest) {
    if (limit == 0) {
      limit = largest;
    }
    while (limit < largest) {
      limit *= 2;
      long[] old = counts.clone();
      Arrays.fill(counts, 0);
      for (int bin = 0; bin < old.length; bin++) {
        counts[BINS_PER_SIDE + Math.floorDiv(bin - BINS_PER_SIDE, 2)] += old[bin];
      }
    }
  }
}
