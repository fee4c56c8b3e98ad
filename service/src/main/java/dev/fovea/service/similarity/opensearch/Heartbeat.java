package dev.fovea.service.similarity.opensearch;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Says again and again, with a number that grows, that a draft is being filled; until closed. */
final class Heartbeat implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration pause;
  private final LongConsumer beat;
  private final Thread thread;

  Heartbeat(Duration pause, LongConsumer beat) {
    this.pause = pause;
    this.beat = beat;
    this.thread = Thread.ofVirtual().name("draft-heartbeat").start(this::run);
  }

  /** Returns when no beat is on its way any more. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (long number = 1; !closed.await(pause.toNanos(), TimeUnit.NANOSECONDS); number++) {
        say(number);
      }
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
  }

  /** A beat that is missed is no fault: there are several before the silence is noticed. */
  private void say(long number) {
    try {
      beat.accept(number);
    } catch (UncheckedIOException | NoSuchElementException missed) {
      // Said again after the pause.
    }
  }
}
