package dev.fovea.service.failure;

import java.time.Duration;

/** More work waits or is under way than may be. */
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

  /**
   * Creates the failure of a service that has too much at hand of something else.
   *
   * @param what there is too much of, with the bound's name
   */
  public QueueFull(String what, Duration retryAfter) {
    super("%s; try again in %d s".formatted(what, Math.max(1, retryAfter.toSeconds())));
    this.retryAfter = retryAfter;
  }

  /** Returns when it is worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
