package dev.fovea.service.protocol.v2.rest;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.InferRequest;
import dev.fovea.service.protocol.v2.ModelMetadata;
import dev.fovea.service.protocol.v2.ModelMetadata.TensorMetadata;
import dev.fovea.service.protocol.v2.NamedTensor;
import dev.fovea.service.protocol.v2.Parameters;
import dev.fovea.service.protocol.v2.TensorShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is nothing but the bytes of one tensor, for a model with one input. The shape is
 * the model's, with a batch of 1; one more dimension may be open and follows from the size.
 */
final class RawRequest {

  private static final long OPEN = -1;
  private static final Parameters ALL_BINARY = new Parameters(Map.of("binary_data_output", true));

  private RawRequest() {}

  /**
   * Reads the tensor to the body's end.
   *
   * @throws InvalidTensor if the model has several inputs, or the size does not fit its shape
   */
  static InferRequest read(ModelMetadata model, RequestBody body) {
    if (model.inputs().size() != 1) {
      throw new InvalidTensor(
          "body",
          "JSON, as the model has %d inputs".formatted(model.inputs().size()),
          "one tensor");
    }
    TensorMetadata input = model.inputs().getFirst();
    NamedTensor tensor = new NamedTensor(input.name(), tensor(input, body.readAll()));
    return new InferRequest(Optional.empty(), ALL_BINARY, List.of(tensor), List.of());
  }

  private static Tensor tensor(TensorMetadata input, byte[] bytes) {
    TensorType type = TensorType.valueOf(input.datatype());
    int elementBytes = type == TensorType.BYTES ? bytes.length : type.elementBytes();
    long elements = elementBytes == 0 ? 1 : bytes.length / elementBytes;
    List<Long> shape = shape(input, elements);
    if (TensorShape.elements(input.name(), shape) * elementBytes != bytes.length) {
      throw new InvalidTensor(
          input.name(), "%s of shape %s".formatted(type, input.shape()), bytes.length + " bytes");
    }
    long[] dimensions = TensorShape.dimensions(shape);
    return type == TensorType.BYTES
        ? Tensor.ofStrings(dimensions, List.of(bytes))
        : Tensor.of(type, dimensions, ByteBuffer.wrap(bytes));
  }

  private static List<Long> shape(TensorMetadata input, long elements) {
    List<Long> shape = new ArrayList<>(input.shape());
    if (!shape.isEmpty() && shape.getFirst() == OPEN) {
      shape.set(0, 1L);
    }
    int open = shape.indexOf(OPEN);
    if (open >= 0) {
      shape.set(open, 1L);
      shape.set(open, elements / Math.max(1, TensorShape.elements(input.name(), shape)));
    }
    return shape;
  }
}
