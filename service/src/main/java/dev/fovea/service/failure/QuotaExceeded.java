package dev.fovea.service.failure;

import java.time.Duration;

/** A client asks for more than its own key allows, whatever the load. */
public final class QuotaExceeded extends ServingException {

  private final Duration retryAfter;

  /**
   * Creates the failure.
   *
   * @param quota what was exceeded, such as {@code 50 requests a second}
   * @param retryAfter when the next request will be let through
   */
  public QuotaExceeded(String quota, Duration retryAfter) {
    super("this key is allowed %s; slow down".formatted(quota));
    this.retryAfter = retryAfter;
  }

  /** Returns when it is worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
