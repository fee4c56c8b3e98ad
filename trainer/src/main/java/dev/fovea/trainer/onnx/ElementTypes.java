package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxJavaType;
import dev.fovea.modelstore.TensorType;

/** What ONNX Runtime calls an element type, in the words of the file and of the manifest. */
final class ElementTypes {

  private ElementTypes() {}

  /**
   * Returns ONNX's number for it.
   *
   * @throws IllegalArgumentException if it is none of numbers
   */
  static DataType inFile(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case FLOAT16 -> DataType.FLOAT16;
      case BFLOAT16 -> DataType.BFLOAT16;
      case INT8 -> DataType.INT8;
      case INT16 -> DataType.INT16;
      case INT32 -> DataType.INT32;
      case INT64 -> DataType.INT64;
      case UINT8 -> DataType.UINT8;
      case BOOL -> DataType.BOOL;
      case STRING, UNKNOWN ->
          throw new IllegalArgumentException("a tensor of type " + type + " holds no numbers");
    };
  }

  /** Returns the manifest's name for it. */
  static TensorType inManifest(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> TensorType.FP32;
      case DOUBLE -> TensorType.FP64;
      case FLOAT16, BFLOAT16 -> TensorType.FP16;
      case INT8 -> TensorType.INT8;
      case INT16 -> TensorType.INT16;
      case INT32 -> TensorType.INT32;
      case INT64 -> TensorType.INT64;
      case UINT8 -> TensorType.UINT8;
      case BOOL -> TensorType.BOOL;
      case STRING, UNKNOWN -> TensorType.BYTES;
    };
  }
}
