package dev.fovea.service.ops;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The time between "stop" and the end of listening. Spring has made the service not ready when it
 * begins; requests are answered as before, but each answer closes its connection, so that no client
 * sends another one into a connection that is about to end.
 */
@Component
final class Drain implements SmartLifecycle {

  private final Executor afterDelay;
  private volatile boolean running;
  private volatile boolean draining;

  @Autowired
  Drain(DrainProperties properties) {
    this(CompletableFuture.delayedExecutor(properties.delay().toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Makes one whose delay is over when {@code afterDelay} runs what it is given. */
  Drain(Executor afterDelay) {
    this.afterDelay = afterDelay;
  }

  /** Tells whether connections are to be let go of. */
  boolean draining() {
    return draining;
  }

  @Override
  public void start() {
    draining = false;
    running = true;
  }

  @Override
  public void stop(Runnable stopped) {
    draining = true;
    afterDelay.execute(() -> {
      running = false;
      stopped.run();
    });
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The last to start and the first to stop: before the web server stops listening. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
