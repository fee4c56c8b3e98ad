package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.failure.BodyTooLarge;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A request's body: inflated while it is read, and bounded by its inflated size. */
final class RequestBody {

  private static final int CHUNK_BYTES = 16 * 1024;

  private final InputStream stream;
  private final long limitBytes;
  private final LongConsumer memory;
  private long readBytes;

  private RequestBody(InputStream stream, long limitBytes, LongConsumer memory) {
    this.stream = stream;
    this.limitBytes = limitBytes;
    this.memory = memory;
  }

  /**
   * Opens a body.
   *
   * @param raw the bytes as they were sent
   * @param encoding the {@code Content-Encoding}, or null if there is none
   * @param limitBytes most bytes that will be read from it, after inflating
   * @param memory hears of the bytes that were read, after inflating, and may refuse them
   * @throws InvalidParameter if the encoding is neither gzip nor deflate
   */
  static RequestBody open(
      InputStream raw, @Nullable String encoding, long limitBytes, LongConsumer memory) {
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return reading(() ->
        switch (name) {
          case "identity", "" -> new RequestBody(raw, limitBytes, memory);
          case "gzip", "x-gzip" -> new RequestBody(new GZIPInputStream(raw), limitBytes, memory);
          case "deflate" -> new RequestBody(new InflaterInputStream(raw), limitBytes, memory);
          default ->
              throw new InvalidParameter(
                  "Content-Encoding", "must be gzip or deflate, got '" + name + "'");
        });
  }

  /**
   * Reads all that is left.
   *
   * @throws BodyTooLarge if that exceeds the bound
   * @throws MalformedBody if it cannot be inflated, or if the transfer breaks
   */
  byte[] readAll() {
    long allowed = limitBytes - readBytes;
    byte[] bytes = reading(() -> stream.readNBytes(atMost(allowed + 1)));
    count(bytes.length);
    return bytes;
  }

  /**
   * Reads all that is left, which is JSON.
   *
   * @throws BodyTooLarge if that exceeds the bound of JSON
   * @throws MalformedBody if it cannot be inflated, or if the transfer breaks
   */
  byte[] readJson(long mostBytes) {
    byte[] text = reading(() -> stream.readNBytes(atMost(mostBytes + 1)));
    if (text.length > mostBytes) {
      throw BodyTooLarge.json(mostBytes);
    }
    count(text.length);
    return text;
  }

  /**
   * Reads up to {@code bytes}; fewer only if the body ends.
   *
   * @throws BodyTooLarge if the bound is exceeded
   * @throws MalformedBody if it cannot be inflated, or if the transfer breaks
   */
  byte[] read(int bytes) {
    requireRoomFor(bytes);
    byte[] read = reading(() -> stream.readNBytes(bytes));
    count(read.length);
    return read;
  }

  /**
   * Fills a buffer; stops early only if the body ends.
   *
   * @throws MalformedBody if it cannot be inflated, or if the transfer breaks
   */
  void read(ByteBuffer target) {
    byte[] chunk = new byte[Math.min(CHUNK_BYTES, target.remaining())];
    while (target.hasRemaining()) {
      int most = Math.min(chunk.length, target.remaining());
      int read = reading(() -> stream.readNBytes(chunk, 0, most));
      target.put(chunk, 0, read);
      count(read);
      if (read < most) {
        return;
      }
    }
  }

  /**
   * Fails if so many more bytes would exceed the bound; asked before memory is taken for them.
   *
   * @throws BodyTooLarge if they would
   */
  void requireRoomFor(long bytes) {
    if (bytes > limitBytes - readBytes) {
      throw new BodyTooLarge(limitBytes);
    }
  }

  private void count(int bytes) {
    requireRoomFor(bytes);
    readBytes += bytes;
    memory.accept(bytes);
  }

  private static int atMost(long bytes) {
    return (int) Math.min(bytes, Integer.MAX_VALUE - Long.BYTES);
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (ZipException fault) {
      throw new MalformedBody("it does not inflate: " + fault.getMessage());
    } catch (EOFException _) {
      throw new MalformedBody("it does not inflate: it ends too early");
    } catch (IOException broken) {
      throw new MalformedBody(String.valueOf(broken.getMessage()));
    }
  }
}
