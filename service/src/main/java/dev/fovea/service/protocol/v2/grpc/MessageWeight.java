package dev.fovea.service.protocol.v2.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a message of Protocol Buffers will take of the heap, told from its bytes before it is
 * parsed: a field of two bytes may become an object of sixty, and an element of one byte a long.
 */
final class MessageWeight {

  /** A small message or text with its reference. */
  private static final int OBJECT = 64;

  /** A list or map, which has room for ten before the second comes. */
  private static final int CONTAINER = 192;

  /** A field that the message does not have is kept in a map of lists, for each byte of it. */
  private static final int UNKNOWN = 256;

  /** A list that is full is copied to one half as large again, so both are there. */
  private static final double GROWTH = 2.5;

  private long objectBytes;

  private MessageWeight() {}

  /**
   * Returns the bytes of the objects that a message becomes, without those that stay bytes, such as
   * raw tensors and pictures.
   *
   * @param wire the message, read to its end
   * @throws IOException if it is broken in a way that shows before it is parsed
   */
  static long of(InputStream wire, Descriptor type) throws IOException {
    MessageWeight weight = new MessageWeight();
    CodedInputStream fields = CodedInputStream.newInstance(wire);
    fields.setSizeLimit(Integer.MAX_VALUE);
    weight.add(fields, type);
    return weight.objectBytes;
  }

  private void add(CodedInputStream wire, Descriptor type) throws IOException {
    for (int tag = wire.readTag(); tag != 0; tag = wire.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        addDelimited(wire, field);
      } else {
        addPlain(wire, field, tag);
      }
    }
  }

  private void addDelimited(CodedInputStream wire, @Nullable FieldDescriptor field)
      throws IOException {
    int length = wire.readRawVarint32();
    if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      objectBytes += field.isMapField() ? CONTAINER + OBJECT : OBJECT;
      int outer = wire.pushLimit(length);
      add(wire, field.getMessageType());
      wire.popLimit(outer);
      return;
    }
    if (field == null) {
      objectBytes += UNKNOWN + (long) length;
    } else if (field.isPackable()) {
      objectBytes += CONTAINER + (long) (length * GROWTH * elementBytes(field));
    } else if (field.getType() == FieldDescriptor.Type.BYTES) {
      objectBytes += OBJECT;
    } else {
      objectBytes += OBJECT + 2L * length;
    }
    wire.skipRawBytes(length);
  }

  private void addPlain(CodedInputStream wire, @Nullable FieldDescriptor field, int tag)
      throws IOException {
    int from = wire.getTotalBytesRead();
    if (!wire.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that did not begin");
    }
    boolean group = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP;
    if (field == null || group) {
      objectBytes += (long) UNKNOWN * (wire.getTotalBytesRead() - from);
    } else {
      objectBytes += field.isRepeated() ? CONTAINER : OBJECT;
    }
  }

  /** Returns what one byte on the wire becomes, if every element is as short as it can be. */
  private static int elementBytes(FieldDescriptor packed) {
    return switch (packed.getType()) {
      case INT64, UINT64, SINT64 -> Long.BYTES;
      case INT32, UINT32, SINT32, ENUM -> Integer.BYTES;
      default -> 1;
    };
  }
}
