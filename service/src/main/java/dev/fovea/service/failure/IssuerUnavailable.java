package dev.fovea.service.failure;

import java.time.Duration;

/** A token cannot be checked now: the issuer, whose keys are needed for it, does not answer. */
public final class IssuerUnavailable extends ServingException {

  private final Duration retryAfter;

  /**
   * Creates the failure.
   *
   * @param issuer its address
   * @param reason what went wrong when it was asked
   * @param retryAfter when it will be asked again
   */
  public IssuerUnavailable(String issuer, String reason, Duration retryAfter) {
    super(
        "the issuer %s cannot be asked for its keys: %s; API keys work meanwhile"
            .formatted(issuer, reason));
    this.retryAfter = retryAfter;
  }

  /** Returns when it is worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
