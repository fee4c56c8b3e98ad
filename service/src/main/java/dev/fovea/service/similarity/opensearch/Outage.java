package dev.fovea.service.similarity.opensearch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Remembers that a call has waited for the whole cluster in vain, so that those after it need not.
 * Once a second one of them looks whether a node answers again. Thread-safe.
 */
final class Outage {

  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final BooleanSupplier someNodeAnswers;
  private final LongSupplier nanoTime;
  private final AtomicLong lookAgain = new AtomicLong();
  private final AtomicLong lastAnswer;
  private volatile boolean lasts;

  /**
   * No outage.
   *
   * @param someNodeAnswers asks, briefly
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  Outage(BooleanSupplier someNodeAnswers, LongSupplier nanoTime) {
    this.someNodeAnswers = someNodeAnswers;
    this.nanoTime = nanoTime;
    this.lastAnswer = new AtomicLong(nanoTime.getAsLong());
  }

  /** Says that some node answered something. */
  void answered() {
    lastAnswer.set(nanoTime.getAsLong());
    lasts = false;
  }

  /** Says that a call got no answer; that is an outage if no other call got one meanwhile. */
  void waitedInVain(long sinceNanos) {
    if (lastAnswer.get() - sinceNanos < 0) {
      lookAgain.set(nanoTime.getAsLong() + LOOK_NANOS);
      lasts = true;
    }
  }

  /** Tells whether there is no use in asking; takes the time to look if it is due. */
  boolean lasts() {
    long due = lookAgain.get();
    long now = nanoTime.getAsLong();
    if (lasts && now - due >= 0 && lookAgain.compareAndSet(due, now + LOOK_NANOS)) {
      lasts = !someNodeAnswers.getAsBoolean();
    }
    return lasts;
  }
}
