package dev.fovea.service.security;

import dev.fovea.service.failure.QuotaExceeded;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much of its allowance one key has left: a token bucket that holds a second's worth, and a
 * count of requests under way. Thread-safe.
 */
final class Quota {

  private static final double NANOS = 1e9;

  private final ApiKey key;
  private final LongSupplier nanoTime;
  private double tokens;
  private long refilledAt;
  private int underWay;

  /**
   * Creates a full bucket.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  Quota(ApiKey key, LongSupplier nanoTime) {
    this.key = key;
    this.nanoTime = nanoTime;
    this.tokens = capacity();
    this.refilledAt = nanoTime.getAsLong();
  }

  /**
   * Takes a place for one request, to be given back by {@link #release}.
   *
   * @throws QuotaExceeded if the key has no place left
   */
  synchronized void acquire() {
    if (key.concurrency().filter(bound -> underWay >= bound).isPresent()) {
      throw new QuotaExceeded(
          key.concurrency().get() + " requests at a time", Duration.ofSeconds(1));
    }
    if (key.requestsPerSecond().isPresent()) {
      take(key.requestsPerSecond().get());
    }
    underWay++;
  }

  /** Gives a place back. */
  synchronized void release() {
    underWay--;
  }

  private void take(double perSecond) {
    long now = nanoTime.getAsLong();
    tokens = Math.min(capacity(), tokens + (now - refilledAt) / NANOS * perSecond);
    refilledAt = now;
    if (tokens < 1) {
      throw new QuotaExceeded(
          "%s requests a second".formatted(perSecond),
          Duration.ofNanos((long) ((1 - tokens) / perSecond * NANOS)));
    }
    tokens--;
  }

  private double capacity() {
    return Math.max(1, key.requestsPerSecond().orElse(1.0));
  }
}
