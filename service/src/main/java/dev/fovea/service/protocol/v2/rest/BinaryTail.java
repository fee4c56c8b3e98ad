package dev.fovea.service.protocol.v2.rest;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.BytesElements;
import dev.fovea.service.protocol.v2.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The binary data behind the JSON of a request, taken tensor by tensor in the inputs' order. */
final class BinaryTail {

  private final RequestBody body;

  BinaryTail(RequestBody body) {
    this.body = body;
  }

  /**
   * Takes the next tensor. Elements of fixed width are read into a direct buffer.
   *
   * @param name for the messages
   * @param bytes what the request says is its size
   * @throws InvalidTensor if the size does not fit type and shape, or if the body ends before
   */
  Tensor next(String name, TensorType type, List<Long> shape, long bytes) {
    long[] dimensions = TensorShape.dimensions(shape);
    if (type == TensorType.BYTES) {
      long count = TensorShape.elements(name, shape);
      byte[] joined = strings(name, bytes);
      return Tensor.ofStrings(
          dimensions, BytesElements.split(name, ByteBuffer.wrap(joined), count));
    }
    int expected = TensorShape.bytes(name, type, shape);
    if (bytes != expected) {
      throw new InvalidTensor(
          name, "%d bytes for %s %s".formatted(expected, type, shape), "binary_data_size " + bytes);
    }
    return Tensor.of(type, dimensions, elements(name, expected));
  }

  /**
   * Checks that nothing is left.
   *
   * @throws MalformedBody if there is
   */
  void requireEnd() {
    int left = body.readAll().length;
    if (left > 0) {
      throw new MalformedBody(
          "unexpected additional input data: %d bytes follow the last input".formatted(left));
    }
  }

  private byte[] strings(String name, long bytes) {
    body.requireRoomFor(bytes);
    byte[] joined = body.read((int) bytes);
    requireWhole(name, bytes - joined.length);
    return joined;
  }

  private ByteBuffer elements(String name, int bytes) {
    body.requireRoomFor(bytes);
    ByteBuffer elements = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    body.read(elements);
    requireWhole(name, elements.remaining());
    return elements.flip();
  }

  private static void requireWhole(String name, long missing) {
    if (missing > 0) {
      throw new MalformedBody(
          "unexpected size for input '%s', expecting %d additional bytes".formatted(name, missing));
    }
  }
}
