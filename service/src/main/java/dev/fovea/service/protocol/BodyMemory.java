package dev.fovea.service.protocol;

import dev.fovea.service.failure.BodyTooLarge;
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

  private static final String SHARE = Share.class.getName();

  private final long capacity;
  private final long mostObjectBytes;
  private long taken;

  BodyMemory(HttpProperties properties) {
    this.capacity = properties.bodyMemoryBytes();
    this.mostObjectBytes = properties.maxJsonBytes() * PARSED;
  }

  /** Begins a request's share, which holds nothing yet. */
  public Share share() {
    return new Share();
  }

  /** Returns the same bytes, whose memory is taken as they are read. */
  public InputStream paying(InputStream body, ServletRequest request) {
    return share(request).paying(body);
  }

  /**
   * Takes memory for bytes that are gathered, before they are or as they come.
   *
   * @throws QueueFull if others hold too much of it
   */
  public void takeForBytes(ServletRequest request, long bytes) {
    share(request).takeForBytes(bytes);
  }

  /**
   * Takes memory for what JSON becomes, before it is parsed.
   *
   * @throws QueueFull if others hold too much of it
   */
  public void takeForJson(ServletRequest request, long bytes) {
    share(request).take(bytes * PARSED);
  }

  /** Gives back all that a request holds. */
  void release(ServletRequest request) {
    if (request.getAttribute(SHARE) instanceof Share share) {
      share.release();
    }
  }

  private Share share(ServletRequest request) {
    if (request.getAttribute(SHARE) instanceof Share share) {
      return share;
    }
    Share share = new Share();
    request.setAttribute(SHARE, share);
    return share;
  }

  /** What one request holds of the memory. */
  public final class Share {

    private long held;
    private boolean over;

    private Share() {}

    /** Returns the same bytes, whose memory is taken as they are read. */
    public InputStream paying(InputStream body) {
      return new Paying(body, this);
    }

    /**
     * Takes memory for bytes that are gathered, before they are or as they come.
     *
     * @throws QueueFull if others hold too much of it
     */
    public void takeForBytes(long bytes) {
      take(bytes * GATHERED);
    }

    /**
     * Takes memory for the objects that a message becomes, before it is parsed.
     *
     * @param bytes of the heap
     * @throws BodyTooLarge if the largest JSON would become fewer
     * @throws QueueFull if others hold too much of it
     */
    public void takeForObjects(long bytes) {
      if (bytes > mostObjectBytes) {
        throw BodyTooLarge.objects(bytes, mostObjectBytes);
      }
      take(bytes);
    }

    /** Gives back all that it holds. */
    public void release() {
      synchronized (BodyMemory.this) {
        taken -= held;
        held = 0;
      }
    }

    /** Gives back all that it holds, and holds nothing that is taken from now on. */
    public void close() {
      synchronized (BodyMemory.this) {
        release();
        over = true;
      }
    }

    private void take(long bytes) {
      synchronized (BodyMemory.this) {
        if (over) {
          return;
        }
        boolean alone = held == taken;
        if (taken + bytes > capacity && !alone) {
          throw new QueueFull(
              "the requests under way fill the memory for their bodies, %d MB (fovea.http.body-memory)"
                  .formatted(capacity >> 20),
              Duration.ofSeconds(1));
        }
        taken += bytes;
        held += bytes;
      }
    }
  }

  private static final class Paying extends FilterInputStream {

    private final Share share;

    Paying(InputStream body, Share share) {
      super(body);
      this.share = share;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      share.takeForBytes(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      share.takeForBytes(Math.max(read, 0));
      return read;
    }
  }
}
