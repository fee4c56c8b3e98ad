package dev.fovea.service.protocol.v2.grpc;

import com.google.protobuf.ByteString;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.BytesElements;
import dev.fovea.service.protocol.v2.TensorShape;
import dev.fovea.service.protocol.v2.grpc.wire.InferTensorContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads the elements of a tensor, which come raw or in the field of their type. */
final class Contents {

  private final String name;
  private final TensorType type;
  private final List<Long> shape;

  Contents(String name, TensorType type, List<Long> shape) {
    this.name = name;
    this.type = type;
    this.shape = shape;
  }

  /**
   * Wraps raw elements; those of fixed width are not copied.
   *
   * @throws InvalidTensor if they are not what the shape asks for
   */
  Tensor raw(ByteString bytes) {
    ByteBuffer elements = bytes.asReadOnlyByteBuffer();
    long[] dimensions = TensorShape.dimensions(shape);
    if (type == TensorType.BYTES) {
      long count = TensorShape.elements(name, shape);
      return Tensor.ofStrings(dimensions, BytesElements.split(name, elements, count));
    }
    int expected = TensorShape.bytes(name, type, shape);
    if (elements.remaining() != expected) {
      throw wrong(expected + " bytes", elements.remaining() + " bytes");
    }
    return Tensor.of(type, dimensions, elements);
  }

  /**
   * Copies elements out of the field of their type.
   *
   * @throws InvalidTensor if there are not as many as the shape asks for, or one is out of range
   */
  Tensor typed(InferTensorContents contents) {
    return switch (type) {
      case BOOL -> fixed(contents.getBoolContentsList(), (out, it) -> out.put((byte) (it ? 1 : 0)));
      case UINT8 -> fixed(contents.getUintContentsList(), (out, it) -> out.put((byte) fit(it, 8)));
      case UINT16 ->
          fixed(contents.getUintContentsList(), (out, it) -> out.putShort((short) fit(it, 16)));
      case UINT32 -> fixed(contents.getUintContentsList(), ByteBuffer::putInt);
      case UINT64 -> fixed(contents.getUint64ContentsList(), ByteBuffer::putLong);
      case INT8 -> fixed(contents.getIntContentsList(), (out, it) -> out.put((byte) signed(it, 8)));
      case INT16 ->
          fixed(contents.getIntContentsList(), (out, it) -> out.putShort((short) signed(it, 16)));
      case INT32 -> fixed(contents.getIntContentsList(), ByteBuffer::putInt);
      case INT64 -> fixed(contents.getInt64ContentsList(), ByteBuffer::putLong);
      case FP32 -> fixed(contents.getFp32ContentsList(), ByteBuffer::putFloat);
      case FP64 -> fixed(contents.getFp64ContentsList(), ByteBuffer::putDouble);
      case FP16 -> throw wrong("raw_input_contents, FP16 having no field", "contents");
      case BYTES -> strings(contents.getBytesContentsList());
    };
  }

  private <T> Tensor fixed(List<T> elements, BiConsumer<ByteBuffer, T> put) {
    requireCount(elements.size());
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(TensorShape.bytes(name, type, shape))
            .order(ByteOrder.LITTLE_ENDIAN);
    elements.forEach(element -> put.accept(bytes, element));
    return Tensor.of(type, TensorShape.dimensions(shape), bytes.flip());
  }

  private Tensor strings(List<ByteString> elements) {
    requireCount(elements.size());
    return Tensor.ofStrings(
        TensorShape.dimensions(shape), elements.stream().map(ByteString::toByteArray).toList());
  }

  private void requireCount(int found) {
    long expected = TensorShape.elements(name, shape);
    if (found != expected) {
      throw wrong(expected + " elements of its type", found + " elements");
    }
  }

  private int fit(int value, int bits) {
    if (value >>> bits != 0) {
      throw wrong("elements of " + bits + " bits", Integer.toUnsignedString(value));
    }
    return value;
  }

  private int signed(int value, int bits) {
    if (value << (Integer.SIZE - bits) >> (Integer.SIZE - bits) != value) {
      throw wrong("elements of " + bits + " bits", Integer.toString(value));
    }
    return value;
  }

  private InvalidTensor wrong(String expected, String actual) {
    return new InvalidTensor(name, "%s %s in %s".formatted(type, shape, expected), actual);
  }
}
