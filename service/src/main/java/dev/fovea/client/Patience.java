package dev.fovea.client;

import java.net.ConnectException;
import java.time.Duration;

/**
 * How long a service that went away is waited for. One that never answered is not waited for: its
 * address is probably wrong.
 */
final class Patience {

  /** An attempt that lasted longer stored something. */
  private static final Duration GOT_ON = Duration.ofSeconds(5);

  private final Duration most;
  private boolean answered;
  private long awaySince = System.nanoTime();

  Patience(Duration most) {
    this.most = most;
  }

  /** Whether to try again after an attempt that took this long and ended so. */
  boolean lastsAfter(Duration attempt, Service.Away away) {
    boolean refused = away.getCause() instanceof ConnectException;
    if (!refused) {
      answered = true;
      if (attempt.compareTo(GOT_ON) > 0) {
        awaySince = System.nanoTime();
      }
    }
    return answered && System.nanoTime() - awaySince < most.toNanos();
  }
}
