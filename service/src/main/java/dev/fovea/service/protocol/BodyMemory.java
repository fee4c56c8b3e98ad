package dev.fovea.service.protocol;

import dev.fovea.service.failure.QueueFull;
import jakarta.servlet.ServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The heap that the bodies of all requests under way may take, so that many large ones are refused
 * and do not end the process. What a request has taken it holds until it is over; one that nobody
 * shares the memory with may take what it needs. Thread-safe.
 */
@Component
public final class BodyMemory {

  /** Bytes are gathered in pieces, then joined. */
  private static final int GATHERED = 2;

  /** What JSON becomes when it is all short names or texts, in objects of the heap. */
  private static final int PARSED = 14;

  private static final String HELD = BodyMemory.class.getName();

  private final long capacity;
  private long taken;

  BodyMemory(HttpProperties properties) {
    this.capacity = properties.bodyMemoryBytes();
  }

  /** Returns the same bytes, whose memory is taken as they are read. */
  public InputStream paying(InputStream body, ServletRequest request) {
    return new Paying(body, request);
  }

  /**
   * Takes memory for bytes that are gathered, before they are or as they come.
   *
   * @throws QueueFull if others hold too much of it
   */
  public void takeForBytes(ServletRequest request, long bytes) {
    take(request, bytes * GATHERED);
  }

  /**
   * Takes memory for what JSON becomes, before it is parsed.
   *
   * @throws QueueFull if others hold too much of it
   */
  public void takeForJson(ServletRequest request, long bytes) {
    take(request, bytes * PARSED);
  }

  /** Gives back all that a request holds. */
  synchronized void release(ServletRequest request) {
    taken -= held(request);
    request.removeAttribute(HELD);
  }

  private synchronized void take(ServletRequest request, long bytes) {
    long held = held(request);
    boolean alone = held == taken;
    if (taken + bytes > capacity && !alone) {
      throw new QueueFull(
          "the requests under way fill the memory for their bodies, %d MB (fovea.http.body-memory)"
              .formatted(capacity >> 20),
          Duration.ofSeconds(1));
    }
    taken += bytes;
    request.setAttribute(HELD, held + bytes);
  }

  private static long held(ServletRequest request) {
    return request.getAttribute(HELD) instanceof Long bytes ? bytes : 0;
  }

  private final class Paying extends FilterInputStream {

    private final ServletRequest request;

    Paying(InputStream body, ServletRequest request) {
      super(body);
      this.request = request;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      takeForBytes(request, next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      takeForBytes(request, Math.max(read, 0));
      return read;
    }
  }
}
