package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Makes and reads ONNX's tensors: row-major elements, little-endian. */
public final class Tensors {

  /** Stands for the batch dimension in a declared shape. */
  public static final long BATCH = -1;

  private Tensors() {}

  /** Returns a float32 tensor; an empty shape is a scalar. */
  public static TensorProto floats(float[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return tensor(DataType.FLOAT, bytes, shape);
  }

  /** Returns a float32 scalar. */
  public static TensorProto scalar(double value) {
    return floats(new float[] {(float) value});
  }

  /** Returns an int64 tensor of one dimension. */
  public static TensorProto longs(long... values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return tensor(DataType.INT64, bytes, values.length);
  }

  /** Returns an int32 tensor. */
  public static TensorProto ints(int[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length * Integer.BYTES);
    bytes.asIntBuffer().put(values);
    return tensor(DataType.INT32, bytes, shape);
  }

  /** Returns an int8 or uint8 tensor; an empty shape is a scalar. */
  public static TensorProto bytes(DataType type, byte[] values, long... shape) {
    return tensor(type, ByteBuffer.wrap(values), shape);
  }

  /**
   * Reads a float32 tensor, however its file stores it.
   *
   * @throws IllegalArgumentException if it has another element type
   */
  public static float[] floats(TensorProto tensor) {
    if (tensor.getDataType() != DataType.FLOAT.getNumber()) {
      throw new IllegalArgumentException(
          "%s holds elements of type %s, not FLOAT"
              .formatted(tensor.getName(), DataType.forNumber(tensor.getDataType())));
    }
    if (!tensor.hasRawData()) {
      float[] values = new float[tensor.getFloatDataCount()];
      for (int index = 0; index < values.length; index++) {
        values[index] = tensor.getFloatData(index);
      }
      return values;
    }
    FloatBuffer buffer =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /**
   * Reads an int8 or uint8 tensor, however its file stores it.
   *
   * @throws IllegalArgumentException if it has another element type
   */
  public static byte[] bytes(TensorProto tensor) {
    int type = tensor.getDataType();
    if (type != DataType.INT8.getNumber() && type != DataType.UINT8.getNumber()) {
      throw new IllegalArgumentException(
          "%s holds elements of type %s, not of a byte"
              .formatted(tensor.getName(), DataType.forNumber(type)));
    }
    if (tensor.hasRawData()) {
      return tensor.getRawData().toByteArray();
    }
    byte[] values = new byte[tensor.getInt32DataCount()];
    for (int index = 0; index < values.length; index++) {
      values[index] = (byte) tensor.getInt32Data(index);
    }
    return values;
  }

  /** Returns a tensor's dimensions. */
  public static long[] shape(TensorProto tensor) {
    return tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
  }

  /** Declares an input or output; {@link #BATCH} is a dimension of any length, named N. */
  public static ValueInfoProto declaration(String name, DataType type, List<Long> shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long length : shape) {
      TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
      if (length == BATCH) {
        dimension.setDimParam("N");
      } else {
        dimension.setDimValue(length);
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dimensions).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto tensor(DataType type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor.setRawData(ByteString.copyFrom(bytes)).build();
  }
}
