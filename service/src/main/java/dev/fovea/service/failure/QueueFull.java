package dev.fovea.service.failure;

import java.time.Duration;

/** The model has more work waiting than it may have. */
public final class QueueFull extends ServingException {
  private final Duration retryAfter;

  /**
   * Creates the failure.
   *
   * @param capacity requests that may wait
   * @param retryAfter when the queue will have drained, by the measured service time
   */
  public QueueFull(int capacity, Duration retryAfter) {
    super(
        "%d requests are waiting already; try again in %d s"
            .formatted(capacity, Math.max(1, retryAfter.toSeconds())));
    this.retryAfter = retryAfter;
  }

  /** Returns when it is worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
