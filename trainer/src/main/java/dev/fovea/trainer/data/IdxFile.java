package dev.fovea.trainer.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An array of bytes in the IDX format of the MNIST archives: two zero bytes, the element type, the
 * number of dimensions, each dimension as a big-endian int, the elements.
 *
 * @param dimensions outermost first
 * @param elements unsigned bytes, row-major
 */
record IdxFile(List<Integer> dimensions, ByteBuffer elements) {

  private static final int UNSIGNED_BYTE = 0x08;
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Reads a file, gzipped or plain, which its first bytes tell.
   *
   * @param rank dimensions it must have
   * @throws IOException naming the file and what is wrong with it
   */
  static IdxFile read(Path file, int rank) throws IOException {
    try (DataInputStream in = new DataInputStream(open(file))) {
      return read(file, rank, in);
    } catch (EOFException e) {
      throw new IOException(file + " ends before its last element", e);
    }
  }

  private static IdxFile read(Path file, int rank, DataInputStream in) throws IOException {
    int magic = in.readInt();
    if (magic != (UNSIGNED_BYTE << 8 | rank)) {
      throw new IOException(
          "%s is no IDX file of bytes in %d dimensions: it begins with 0x%08x"
              .formatted(file, rank, magic));
    }
    List<Integer> dimensions = new ArrayList<>();
    long size = 1;
    for (int axis = 0; axis < rank; axis++) {
      int length = in.readInt();
      dimensions.add(length);
      size *= length;
      if (length < 1 || size > Integer.MAX_VALUE - 8) {
        throw new IOException("%s claims the dimensions %s".formatted(file, dimensions));
      }
    }
    byte[] elements = new byte[(int) size];
    in.readFully(elements);
    return new IdxFile(List.copyOf(dimensions), ByteBuffer.wrap(elements));
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean zipped = (in.read() << 8 | in.read()) == GZIP_MAGIC;
    in.reset();
    return zipped ? new GZIPInputStream(in, 1 << 16) : in;
  }
}
