package dev.fovea.service.protocol.v1;

import dev.fovea.service.inference.Timing;

/**
 * Where the time went, in milliseconds.
 *
 * @param decodeMillis bytes to pixels
 * @param preprocessMillis resize and crop
 * @param queueMillis waiting
 * @param inferMillis the run of the batch
 */
public record TimingView(
    double decodeMillis, double preprocessMillis, double queueMillis, double inferMillis) {

  /** Converts, keeping microseconds. */
  public static TimingView of(Timing timing) {
    return new TimingView(
        millis(timing.decodeNanos()),
        millis(timing.preprocessNanos()),
        millis(timing.queueNanos()),
        millis(timing.inferNanos()));
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
