package dev.fovea.service.failure;

import java.time.Duration;

/** The request could not be answered in the time its client gave it. */
public final class DeadlineExceeded extends ServingException {
  /**
   * Creates the failure.
   *
   * @param waited how long it was here
   */
  public DeadlineExceeded(Duration waited) {
    super(
        "the deadline passed after %d ms; allow more time or try when there is less load"
            .formatted(waited.toMillis()));
  }
}
