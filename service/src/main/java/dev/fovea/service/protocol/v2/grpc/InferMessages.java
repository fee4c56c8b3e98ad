package dev.fovea.service.protocol.v2.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.protocol.v2.BytesElements;
import dev.fovea.service.protocol.v2.InferRequest;
import dev.fovea.service.protocol.v2.InferResponse;
import dev.fovea.service.protocol.v2.NamedTensor;
import dev.fovea.service.protocol.v2.Parameters;
import dev.fovea.service.protocol.v2.RequestedOutput;
import dev.fovea.service.protocol.v2.TensorTypes;
import dev.fovea.service.protocol.v2.grpc.wire.InferParameter;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferRequest.InferInputTensor;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferResponse;
import dev.fovea.service.protocol.v2.grpc.wire.ModelInferResponse.InferOutputTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Requests for inference and their answers as messages. */
final class InferMessages {

  private InferMessages() {}

  /**
   * Reads a request.
   *
   * @throws InvalidTensor if a tensor is not what it says it is
   */
  static InferRequest request(ModelInferRequest message) {
    boolean raw = message.getRawInputContentsCount() > 0;
    if (raw && message.getRawInputContentsCount() != message.getInputsCount()) {
      throw new InvalidTensor(
          "raw_input_contents",
          "one for each of %d inputs".formatted(message.getInputsCount()),
          Integer.toString(message.getRawInputContentsCount()));
    }
    List<NamedTensor> inputs = new ArrayList<>();
    for (int i = 0; i < message.getInputsCount(); i++) {
      InferInputTensor input = message.getInputs(i);
      if (raw && input.hasContents()) {
        throw new InvalidTensor(
            input.getName(), "sent once, raw or typed", "contents beside raw_input_contents");
      }
      TensorType type = TensorTypes.named(input.getName(), input.getDatatype());
      Contents contents = new Contents(input.getName(), type, input.getShapeList());
      Tensor tensor =
          raw ? contents.raw(message.getRawInputContents(i)) : contents.typed(input.getContents());
      inputs.add(new NamedTensor(input.getName(), tensor));
    }
    return new InferRequest(
        Optional.of(message.getId()).filter(id -> !id.isEmpty()),
        parameters(message.getParametersMap()),
        inputs,
        message.getOutputsList().stream()
            .map(it -> new RequestedOutput(it.getName(), parameters(it.getParametersMap())))
            .toList());
  }

  /** Writes an answer, all outputs raw. */
  static ModelInferResponse response(InferResponse response) {
    ModelInferResponse.Builder message =
        ModelInferResponse.newBuilder()
            .setModelName(response.modelName())
            .setModelVersion(response.modelVersion())
            .putAllParameters(parameters(response.parameters()));
    response.id().ifPresent(message::setId);
    for (NamedTensor output : response.outputs()) {
      Tensor tensor = output.tensor();
      message.addOutputs(
          InferOutputTensor.newBuilder()
              .setName(output.name())
              .setDatatype(tensor.type().name())
              .addAllShape(LongStream.of(tensor.shape()).boxed().toList()));
      message.addRawOutputContents(raw(tensor));
    }
    return message.build();
  }

  private static ByteString raw(Tensor tensor) {
    return UnsafeByteOperations.unsafeWrap(
        tensor.type() == TensorType.BYTES ? BytesElements.join(tensor.strings()) : tensor.bytes());
  }

  private static Parameters parameters(Map<String, InferParameter> messages) {
    Map<String, Object> values = new HashMap<>();
    messages.forEach((name, value) -> {
      switch (value.getParameterChoiceCase()) {
        case BOOL_PARAM -> values.put(name, value.getBoolParam());
        case INT64_PARAM -> values.put(name, value.getInt64Param());
        case STRING_PARAM -> values.put(name, value.getStringParam());
        case DOUBLE_PARAM -> values.put(name, value.getDoubleParam());
        case UINT64_PARAM -> values.put(name, value.getUint64Param());
        case PARAMETERCHOICE_NOT_SET -> {}
      }
    });
    return new Parameters(values);
  }

  private static Map<String, InferParameter> parameters(Parameters parameters) {
    Map<String, InferParameter> messages = new LinkedHashMap<>();
    parameters.values().forEach((name, value) -> messages.put(name, parameter(value)));
    return messages;
  }

  private static InferParameter parameter(Object value) {
    InferParameter.Builder parameter = InferParameter.newBuilder();
    return switch (value) {
      case Boolean flag -> parameter.setBoolParam(flag).build();
      case Long amount -> parameter.setInt64Param(amount).build();
      case Double amount -> parameter.setDoubleParam(amount).build();
      default -> parameter.setStringParam(value.toString()).build();
    };
  }
}
