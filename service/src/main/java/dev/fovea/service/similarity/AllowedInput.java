package dev.fovea.service.similarity;

import dev.fovea.service.failure.MalformedBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that gives no more bytes than it was last allowed to, and then says why. */
final class AllowedInput extends FilterInputStream {

  private long left;
  private String bound = "";

  AllowedInput(InputStream stream) {
    super(stream);
  }

  /**
   * Allows so many bytes from here.
   *
   * @param property the bound that this is, for the message
   */
  void allow(long bytes, String property) {
    left = bytes;
    bound = property;
  }

  /**
   * Reads one byte.
   *
   * @throws MalformedBody if it is not allowed
   */
  @Override
  public int read() throws IOException {
    return counted(super.read(), 1);
  }

  /**
   * Reads bytes.
   *
   * @throws MalformedBody if none is allowed
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    return counted(read, read);
  }

  /**
   * Passes over bytes.
   *
   * @throws MalformedBody if none is allowed
   */
  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    counted(0, skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int counted(int answer, long bytes) {
    left -= answer < 0 ? 0 : bytes;
    if (left < 0) {
      throw new MalformedBody(
          "an entry of the archive needs more memory than %s allows; send its files one by one"
              .formatted(bound));
    }
    return answer;
  }
}
