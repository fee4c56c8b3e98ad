package dev.fovea.bench.serving;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds how often each figure and its reference are taken in turn
 * @param duration length of each stretch of load
 */
record Stretch(int rounds, Duration duration) {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException naming the value that is not positive
   */
  Stretch {
    if (rounds < 1 || !duration.isPositive()) {
      throw new IllegalArgumentException(
          "rounds and duration must be positive, got " + rounds + " and " + duration);
    }
  }
}
