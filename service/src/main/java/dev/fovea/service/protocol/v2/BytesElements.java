package dev.fovea.service.protocol.v2;

import dev.fovea.service.failure.InvalidTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements of a {@code BYTES} tensor as binary data: of each its length in 4 bytes, little-endian,
 * then its bytes.
 */
public final class BytesElements {

  private static final int LENGTH_BYTES = Integer.BYTES;

  private BytesElements() {}

  /** Returns the elements one after the other, each behind its length. */
  public static ByteBuffer join(List<byte[]> elements) {
    ByteBuffer joined = ByteBuffer.allocate(size(elements)).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] element : elements) {
      joined.putInt(element.length).put(element);
    }
    return joined.flip();
  }

  /**
   * Returns the elements in order, each a copy.
   *
   * @param tensor name, for the message
   * @param joined nothing but elements, from position to limit
   * @param count how many there have to be
   * @throws InvalidTensor if there are more or fewer, or if a length runs past the end
   */
  public static List<byte[]> split(String tensor, ByteBuffer joined, long count) {
    ByteBuffer rest = joined.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> elements = new ArrayList<>();
    while (rest.hasRemaining()) {
      int length = rest.remaining() < LENGTH_BYTES ? -1 : rest.getInt();
      if (length < 0 || length > rest.remaining()) {
        throw new InvalidTensor(
            tensor,
            "elements that are each a 4-byte little-endian length and that many bytes",
            "a length that does not fit the data at element " + elements.size());
      }
      byte[] element = new byte[length];
      rest.get(element);
      elements.add(element);
    }
    if (elements.size() != count) {
      throw new InvalidTensor(
          tensor, count + " elements as its shape says", elements.size() + " elements");
    }
    return elements;
  }

  private static int size(List<byte[]> elements) {
    return elements.stream()
        .mapToInt(element -> LENGTH_BYTES + element.length)
        .reduce(0, Math::addExact);
  }
}
