package dev.fovea.bench.similarity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Feature vectors one after another in a file, little-endian float32: computed once, read often.
 */
final class FeatureFile implements AutoCloseable {

  private final FileChannel file;
  private final int dimension;

  FeatureFile(Path path, int dimension) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.dimension = dimension;
  }

  /** Whole vectors in the file; a part of one, left by an interruption, does not count. */
  int count() throws IOException {
    return Math.toIntExact(file.size() / rowBytes());
  }

  void append(float[][] vectors) throws IOException {
    ByteBuffer bytes = buffer(vectors.length);
    for (float[] vector : vectors) {
      for (float value : vector) {
        bytes.putFloat(value);
      }
    }
    bytes.flip();
    long at = count() * rowBytes();
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  float[][] read(int first, int count) throws IOException {
    float[][] vectors = new float[count][dimension];
    ByteBuffer bytes = buffer(1);
    for (int row = 0; row < count; row++) {
      bytes.clear();
      long at = (first + row) * rowBytes();
      while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
        // A read may end early.
      }
      bytes
          .flip()
          .asReadOnlyBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(vectors[row]);
    }
    return vectors;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private long rowBytes() {
    return (long) dimension * Float.BYTES;
  }

  private ByteBuffer buffer(int rows) {
    return ByteBuffer.allocate(Math.toIntExact(rows * rowBytes())).order(ByteOrder.LITTLE_ENDIAN);
  }
}
