package dev.fovea.modelstore;

/** Element type of a tensor, in the Open Inference Protocol's names. */
public enum TensorType {
  /** One byte, zero or one. */
  BOOL(1, 9),
  /** Unsigned 8-bit integer. */
  UINT8(1, 2),
  /** Unsigned 16-bit integer. */
  UINT16(2, 4),
  /** Unsigned 32-bit integer. */
  UINT32(4, 12),
  /** Unsigned 64-bit integer. */
  UINT64(8, 13),
  /** Signed 8-bit integer. */
  INT8(1, 3),
  /** Signed 16-bit integer. */
  INT16(2, 5),
  /** Signed 32-bit integer. */
  INT32(4, 6),
  /** Signed 64-bit integer. */
  INT64(8, 7),
  /** IEEE 754 binary16. */
  FP16(2, 10),
  /** IEEE 754 binary32. */
  FP32(4, 1),
  /** IEEE 754 binary64. */
  FP64(8, 11),
  /** Byte strings of any length. */
  BYTES(0, 8);

  private final int elementBytes;
  private final int onnx;

  TensorType(int elementBytes, int onnx) {
    this.elementBytes = elementBytes;
    this.onnx = onnx;
  }

  /** Returns the bytes of one element, or 0 for {@link #BYTES}, whose elements vary. */
  public int elementBytes() {
    return elementBytes;
  }

  /** Returns the number of this type in ONNX's {@code TensorProto.DataType}. */
  int onnx() {
    return onnx;
  }
}
