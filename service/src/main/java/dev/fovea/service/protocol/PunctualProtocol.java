package dev.fovea.service.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 that closes connections whose headers, or whose unwanted rest of a body, take too long.
 * Tomcat's own time-out begins anew with every byte, so a byte now and then would keep a connection
 * for days. Public for Tomcat, which makes it by name.
 */
public final class PunctualProtocol extends Http11NioProtocol {

  private final Map<SocketWrapperBase<?>, Waiting> waiting = new HashMap<>();
  private long timeoutNanos = Long.MAX_VALUE;
  private @Nullable ScheduledFuture<?> sweeps;

  /** A stage of a connection's current request, and when it was first seen there. */
  private record Waiting(int stage, long startedNanos, long sinceNanos) {
    boolean isSame(int otherStage, long otherStartedNanos) {
      return stage == otherStage && startedNanos == otherStartedNanos;
    }
  }

  /** Creates the protocol, for now without a bound. */
  public PunctualProtocol() {}

  void setHeaderTimeoutNanos(long nanos) {
    timeoutNanos = nanos;
  }

  @Override
  public void start() throws Exception {
    super.start();
    sweeps =
        getUtilityExecutor()
            .scheduleWithFixedDelay(() -> sweep(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (sweeps != null) {
      sweeps.cancel(false);
    }
    super.stop();
  }

  private void sweep(long now) {
    waiting.keySet().retainAll(getEndpoint().getConnections());
    for (SocketWrapperBase<?> connection : getEndpoint().getConnections()) {
      if (connection.getCurrentProcessor() instanceof AbstractProcessor processor) {
        look(connection, processor, now);
      }
    }
  }

  private void look(SocketWrapperBase<?> connection, AbstractProcessor processor, long now) {
    Request request = processor.getRequest();
    int stage = request.getRequestProcessor().getStage();
    if (!isReading(stage, processor.isAsync())) {
      waiting.remove(connection);
      return;
    }
    long started = request.getStartTimeNanos();
    Waiting known = waiting.get(connection);
    if (known == null || !known.isSame(stage, started)) {
      waiting.put(connection, new Waiting(stage, started, now));
    } else if (now - known.sinceNanos() > timeoutNanos) {
      connection.close();
    }
  }

  /**
   * Tells whether Tomcat waits for bytes that no handler asked for. Between two pieces of headers
   * it calls the request ended, as it does while an answer is being made in the background.
   */
  private static boolean isReading(int stage, boolean async) {
    return stage == Constants.STAGE_PARSE
        || stage == Constants.STAGE_ENDINPUT
        || (stage == Constants.STAGE_ENDED && !async);
  }
}
