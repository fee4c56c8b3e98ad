package dev.fovea.service.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession;
import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.failure.InferenceFailed;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.inference.BatchMemory;
import dev.fovea.service.inference.Layout;
import dev.fovea.service.inference.Session;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.model.Device;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session of ONNX Runtime. Owns the runtime's session and its options. */
final class OnnxSession implements Session {

  private final String model;
  private final Device device;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OrtSession.SessionOptions options;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;

  OnnxSession(
      String model,
      Device device,
      OrtEnvironment environment,
      OrtSession session,
      OrtSession.SessionOptions options)
      throws OrtException {
    this.model = model;
    this.device = device;
    this.environment = environment;
    this.session = session;
    this.options = options;
    this.inputs = specs(session.getInputInfo().values());
    this.outputs = specs(session.getOutputInfo().values());
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public List<TensorSpec> inputs() {
    return inputs;
  }

  @Override
  public List<TensorSpec> outputs() {
    return outputs;
  }

  @Override
  @MustBeClosed
  public BatchMemory allocate(Layout layout, int maxRows) {
    return new OnnxBatchMemory(model, environment, session, layout, maxRows);
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> outputs) {
    Map<String, OnnxTensor> feed = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        OnnxTensors.put(environment, input.getKey(), input.getValue(), feed);
      }
      try (OrtSession.Result result = session.run(feed, outputs)) {
        return copy(result);
      }
    } catch (OrtException fault) {
      if (fault.getCode() == OrtErrorCode.ORT_INVALID_ARGUMENT) {
        throw new InvalidTensor(
            String.join(", ", inputs.keySet()),
            "what the graph takes",
            "this: " + fault.getMessage());
      }
      throw new InferenceFailed(model, fault);
    } finally {
      feed.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException fault) {
      throw new IllegalStateException("closing the session of " + model + " failed", fault);
    } finally {
      options.close();
    }
  }

  private static Map<String, Tensor> copy(OrtSession.Result result) throws OrtException {
    Map<String, Tensor> copies = new HashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      if (!(output.getValue() instanceof OnnxTensor tensor)) {
        throw new InvalidTensor(output.getKey(), "a dense tensor", output.getValue().toString());
      }
      copies.put(output.getKey(), OnnxTensors.fromOnnx(output.getKey(), tensor));
    }
    return copies;
  }

  private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
    return nodes.stream().map(OnnxTypes::spec).flatMap(Optional::stream).toList();
  }
}
