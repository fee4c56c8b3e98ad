package dev.fovea.service.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.inference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tensors of ours to tensors of the runtime, and back. */
final class OnnxTensors {

  private OnnxTensors() {}

  /**
   * Creates a runtime tensor, over the same memory if that is direct, else over a copy.
   *
   * @param into receives it, and with it the duty to close it
   */
  static void put(
      OrtEnvironment environment, String name, Tensor tensor, Map<String, OnnxTensor> into)
      throws OrtException {
    OnnxJavaType type =
        OnnxTypes.javaType(tensor.type())
            .orElseThrow(() ->
                new InvalidTensor(
                    name, "of a type ONNX Runtime's Java API can make", "" + tensor.type()));
    if (tensor.type() == TensorType.BYTES) {
      String[] strings =
          tensor.strings().stream()
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .toArray(String[]::new);
      into.put(name, OnnxTensor.createTensor(environment, strings, tensor.shape()));
      return;
    }
    into.put(name, OnnxTensor.createTensor(environment, tensor.bytes(), tensor.shape(), type));
  }

  /** Copies a runtime tensor. */
  static Tensor fromOnnx(String name, OnnxTensor tensor) throws OrtException {
    TensorInfo info = tensor.getInfo();
    TensorType type =
        OnnxTypes.type(info.onnxType)
            .orElseThrow(() -> new InvalidTensor(name, "of a type that is served", "" + info.type));
    if (type == TensorType.BYTES) {
      List<byte[]> strings = new ArrayList<>();
      flatten(tensor.getValue(), strings);
      return Tensor.ofStrings(info.getShape(), strings);
    }
    ByteBuffer copy = tensor.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return Tensor.of(type, info.getShape(), copy);
  }

  private static void flatten(Object value, List<byte[]> into) {
    if (value instanceof Object[] nested) {
      for (Object each : nested) {
        flatten(each, into);
      }
    } else {
      into.add(value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
