package dev.fovea.service.protocol;

import java.time.Duration;
import java.util.Optional;

/**
 * A failure as HTTP sees it, before a protocol gives it a body.
 *
 * @param status HTTP status
 * @param type stable name of the kind, such as {@code queue-full}
 * @param title the kind in a few words
 * @param detail what happened and what to do
 * @param retryAfter when to come again, if that is known
 */
public record Failure(
    int status, String type, String title, String detail, Optional<Duration> retryAfter) {

  static Failure of(int status, String type, String title, String detail) {
    return new Failure(status, type, title, detail, Optional.empty());
  }
}
