package dev.fovea.service.protocol.v2.rest;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.TensorShape;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the elements of one tensor from a JSON array, nested or flat, in row-major order. */
final class ElementParser {

  private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private final String name;
  private final TensorType type;
  private final List<Long> shape;

  /** Puts the current token, a value, into the tensor. */
  private interface Element {
    void read(JsonParser json);
  }

  ElementParser(String name, TensorType type, List<Long> shape) {
    this.name = name;
    this.type = type;
    this.shape = shape;
  }

  /**
   * Reads one array and nothing behind it.
   *
   * @param json before the array
   * @param bytes length of the array's text: an element takes at least one byte of it
   * @throws InvalidTensor if it does not hold exactly the elements of the shape
   */
  Tensor parse(JsonParser json, int bytes) {
    long count = TensorShape.elements(name, shape);
    if (count > bytes) {
      throw wrongNumber(count, "fewer");
    }
    long[] dimensions = TensorShape.dimensions(shape);
    if (type == TensorType.BYTES) {
      List<byte[]> strings = new ArrayList<>();
      read(json, count, value -> strings.add(string(value)));
      return Tensor.ofStrings(dimensions, strings);
    }
    ByteBuffer elements =
        ByteBuffer.allocateDirect(TensorShape.bytes(name, type, shape))
            .order(ByteOrder.LITTLE_ENDIAN);
    read(json, count, into(elements));
    return Tensor.of(type, dimensions, elements.flip());
  }

  private void read(JsonParser json, long count, Element element) {
    if (json.nextToken() != JsonToken.START_ARRAY) {
      throw new InvalidTensor(name, "an array in 'data'", text(json));
    }
    long found = 0;
    for (int depth = 1; depth > 0; ) {
      switch (json.nextToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        default -> {
          if (found++ == count) {
            throw wrongNumber(count, "more");
          }
          element.read(json);
        }
      }
    }
    if (found < count) {
      throw wrongNumber(count, Long.toString(found));
    }
  }

  private Element into(ByteBuffer out) {
    return switch (type) {
      case BOOL -> json -> out.put((byte) (bool(json) ? 1 : 0));
      case UINT8 -> json -> out.put((byte) integer(json, 0, 0xFF));
      case UINT16 -> json -> out.putShort((short) integer(json, 0, 0xFFFF));
      case UINT32 -> json -> out.putInt((int) integer(json, 0, 0xFFFF_FFFFL));
      case UINT64 -> json -> out.putLong(unsigned(json));
      case INT8 -> json -> out.put((byte) integer(json, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case INT16 -> json -> out.putShort((short) integer(json, Short.MIN_VALUE, Short.MAX_VALUE));
      case INT32 -> json -> out.putInt((int) integer(json, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 -> json -> out.putLong(integer(json, Long.MIN_VALUE, Long.MAX_VALUE));
      case FP32 -> json -> out.putFloat(float32(json));
      case FP64 -> json -> out.putDouble(float64(json));
      case FP16 ->
          throw new InvalidTensor(name, "sent as binary data, FP16 having no JSON form", "'data'");
      case BYTES -> throw new IllegalStateException("strings have no buffer");
    };
  }

  private boolean bool(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong("true or false", json);
    };
  }

  private long integer(JsonParser json, long min, long max) {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = json.getLongValue();
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw wrong("integers from %d to %d".formatted(min, max), json);
  }

  private long unsigned(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      BigInteger value = json.getBigIntegerValue();
      if (value.signum() >= 0 && value.compareTo(MAX_UINT64) <= 0) {
        return value.longValue();
      }
    }
    throw wrong("integers from 0 to " + MAX_UINT64, json);
  }

  private float float32(JsonParser json) {
    if (json.currentToken().isNumeric()) {
      float value = json.getFloatValue();
      if (Float.isFinite(value)) {
        return value;
      }
    }
    throw wrong("numbers within the range of FP32", json);
  }

  private double float64(JsonParser json) {
    if (json.currentToken().isNumeric()) {
      double value = json.getDoubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw wrong("numbers within the range of FP64", json);
  }

  private byte[] string(JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong("strings", json);
    }
    return json.getString().getBytes(StandardCharsets.UTF_8);
  }

  private InvalidTensor wrong(String expected, JsonParser json) {
    return new InvalidTensor(name, "of type %s, so %s".formatted(type, expected), text(json));
  }

  private InvalidTensor wrongNumber(long count, String found) {
    return new InvalidTensor(name, "%d elements for shape %s".formatted(count, shape), found);
  }

  private static String text(JsonParser json) {
    String text = String.valueOf(json.getString());
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
  }
}
