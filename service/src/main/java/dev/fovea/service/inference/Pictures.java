package dev.fovea.service.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.service.failure.ServingException;
import java.nio.ByteBuffer;

/**
 * Encoded pictures to rows of a model's input, in two steps: the first may fail, the second not.
 */
interface Pictures {

  /**
   * Decodes a picture.
   *
   * @throws ServingException if the bytes are no picture that is served
   */
  @MustBeClosed
  Decoded decode(byte[] encoded);

  /** A decoded picture, in native memory. */
  interface Decoded extends AutoCloseable {

    /** Shows the picture as it was decoded. */
    void show(Onlooker onlooker);

    /** Resizes, crops and writes the picture as one row, from the buffer's position. */
    void write(ByteBuffer row);

    @Override
    void close();
  }
}
