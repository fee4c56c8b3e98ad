package dev.fovea.trainer.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work come to a clean end when the process is asked to stop (Ctrl-C, SIGTERM): the request is
 * passed on, and the JVM waits until this is closed.
 */
final class Interrupt implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch closed = new CountDownLatch(1);

  /** Passes a request to stop on to {@code stop}. */
  Interrupt(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> await(stop)));
  }

  private void await(Runnable stop) {
    stop.run();
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("fovea: gave up waiting for the checkpoint");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
