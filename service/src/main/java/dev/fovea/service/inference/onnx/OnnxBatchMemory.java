package dev.fovea.service.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.failure.InferenceFailed;
import dev.fovea.service.inference.BatchMemory;
import dev.fovea.service.inference.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Direct buffers for the largest batch, and the runtime's tensors over their beginning for each
 * number of rows that was run. Outputs are pinned, so a run allocates nothing that grows with the
 * batch.
 */
final class OnnxBatchMemory implements BatchMemory {

  private static final String SHRINK = "memory.enable_memory_arena_shrinkage";

  private final String model;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Layout layout;
  private final int maxRows;
  private final Map<String, ByteBuffer> buffers = new HashMap<>();
  private final Map<Integer, Bound> bound = new HashMap<>();

  /** The tensors of one number of rows. */
  private record Bound(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

  OnnxBatchMemory(
      String model, OrtEnvironment environment, OrtSession session, Layout layout, int maxRows) {
    this.model = model;
    this.environment = environment;
    this.session = session;
    this.layout = layout;
    this.maxRows = maxRows;
    layout.inputs().forEach(this::allocate);
    layout.outputs().forEach(this::allocate);
  }

  @Override
  public int maxRows() {
    return maxRows;
  }

  @Override
  public ByteBuffer input(String name) {
    return view(name);
  }

  @Override
  public ByteBuffer output(String name) {
    return view(name);
  }

  @Override
  public void run(int rows) {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      run(rows, options);
    } catch (OrtException fault) {
      throw new InferenceFailed(model, fault);
    }
  }

  @Override
  public void shrink() {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      options.addRunConfigEntry(SHRINK, "cpu:0");
      run(1, options);
    } catch (OrtException fault) {
      throw new InferenceFailed(model, fault);
    }
  }

  @Override
  public void close() {
    bound
        .values()
        .forEach(tensors -> {
          tensors.inputs().values().forEach(OnnxTensor::close);
          tensors.outputs().values().forEach(OnnxTensor::close);
        });
    bound.clear();
  }

  private void run(int rows, OrtSession.RunOptions options) throws OrtException {
    Bound tensors = bound.get(rows);
    if (tensors == null) {
      tensors = new Bound(wrap(layout.inputs(), rows), wrap(layout.outputs(), rows));
      bound.put(rows, tensors);
    }
    session.run(tensors.inputs(), java.util.Set.of(), tensors.outputs(), options).close();
  }

  private void allocate(TensorSpec spec) {
    int bytes = Math.multiplyExact(maxRows, Layout.rowBytes(spec));
    buffers.put(spec.name(), ByteBuffer.allocateDirect(bytes));
  }

  private Map<String, OnnxTensor> wrap(List<TensorSpec> specs, int rows) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (TensorSpec spec : specs) {
      ByteBuffer beginning = view(spec.name()).slice(0, rows * Layout.rowBytes(spec));
      tensors.put(
          spec.name(),
          OnnxTensor.createTensor(
              environment,
              beginning.order(ByteOrder.nativeOrder()),
              Layout.withRows(spec, rows),
              OnnxTypes.javaType(spec.type()).orElseThrow()));
    }
    return tensors;
  }

  private ByteBuffer view(String name) {
    ByteBuffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException("the graph has no tensor '" + name + "'");
    }
    return buffer.duplicate().order(ByteOrder.nativeOrder());
  }
}
