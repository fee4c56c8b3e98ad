package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.NamedTensor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/** Writes the elements of one tensor as a flat JSON array, row-major. */
final class ElementPrinter {

  private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

  private final String name;
  private final Tensor tensor;

  ElementPrinter(NamedTensor output) {
    this.name = output.name();
    this.tensor = output.tensor();
  }

  /**
   * Writes the array.
   *
   * @throws InvalidParameter if an element has no JSON form, saying that binary data has one
   */
  void print(JsonGenerator json) {
    json.writeStartArray();
    ByteBuffer in = tensor.bytes();
    switch (tensor.type()) {
      case BOOL -> each(in, () -> json.writeBoolean(in.get() != 0));
      case UINT8 -> each(in, () -> json.writeNumber(Byte.toUnsignedInt(in.get())));
      case UINT16 -> each(in, () -> json.writeNumber(Short.toUnsignedInt(in.getShort())));
      case UINT32 -> each(in, () -> json.writeNumber(Integer.toUnsignedLong(in.getInt())));
      case UINT64 -> each(in, () -> json.writeNumber(unsigned(in.getLong())));
      case INT8 -> each(in, () -> json.writeNumber((int) in.get()));
      case INT16 -> each(in, () -> json.writeNumber((int) in.getShort()));
      case INT32 -> each(in, () -> json.writeNumber(in.getInt()));
      case INT64 -> each(in, () -> json.writeNumber(in.getLong()));
      case FP16 -> throw needsBinary("is of type FP16");
      case FP32 -> each(in, () -> json.writeNumber(finite(in.getFloat())));
      case FP64 -> each(in, () -> json.writeNumber(finite(in.getDouble())));
      case BYTES -> tensor.strings().forEach(string -> json.writeString(utf8(string)));
    }
    json.writeEndArray();
  }

  private static void each(ByteBuffer in, Runnable element) {
    while (in.hasRemaining()) {
      element.run();
    }
  }

  private static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits);
    return bits < 0 ? value.add(TWO_TO_64) : value;
  }

  private double finite(double value) {
    if (!Double.isFinite(value)) {
      throw needsBinary("holds " + value);
    }
    return value;
  }

  private String utf8(byte[] string) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(string));
      return text.toString();
    } catch (CharacterCodingException notText) {
      throw needsBinary("holds bytes that are no UTF-8");
    }
  }

  private InvalidParameter needsBinary(String reason) {
    return new InvalidParameter(
        "binary_data",
        "must be true for output '%s': it %s, which JSON cannot say".formatted(name, reason));
  }
}
