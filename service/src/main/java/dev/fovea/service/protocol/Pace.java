package dev.fovea.service.protocol;

import dev.fovea.service.failure.SlowClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A body on its way in, held to a pace. Only the time spent waiting for the client counts, so a
 * large archive may take as long as its pictures do. Every reader of a body comes through here,
 * also Tomcat's own of multipart forms.
 */
final class Pace implements InputBuffer {

  private static final long GRACE_NANOS = 10_000_000_000L;

  private final InputBuffer body;
  private final Request request;
  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private long bytes;
  private long waitedNanos;

  Pace(Request request, long bytesPerSecond, LongSupplier nanoTime) {
    this.body = request.getInputBuffer();
    this.request = request;
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
  }

  /** Puts the body back that was there before. */
  void release() {
    request.setInputBuffer(body);
  }

  /**
   * Reads on.
   *
   * @throws SlowClient if the client sends nothing, or too little for the time it has had
   */
  @Override
  public int doRead(ApplicationBufferHandler target) throws IOException {
    long from = nanoTime.getAsLong();
    int read;
    try {
      read = body.doRead(target);
    } catch (SocketTimeoutException _) {
      throw refused();
    }
    waitedNanos += nanoTime.getAsLong() - from;
    bytes += Math.max(read, 0);
    boolean early = waitedNanos < GRACE_NANOS;
    if (read < 0 || early || bytes >= waitedNanos / 1e9 * bytesPerSecond) {
      return read;
    }
    throw refused();
  }

  @Override
  public int available() {
    return body.available();
  }

  /** Has the connection closed after the answer: the rest would come no faster. */
  private SlowClient refused() {
    request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    return new SlowClient(bytesPerSecond);
  }
}
