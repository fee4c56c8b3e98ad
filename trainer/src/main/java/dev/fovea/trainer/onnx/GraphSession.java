package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import com.google.errorprone.annotations.MustBeClosed;
import com.google.protobuf.ByteString;
import dev.fovea.modelstore.TensorSpec;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One graph loaded into ONNX Runtime on the CPU. Owns the native session; runs may come from
 * several threads, closing must wait for them.
 */
public final class GraphSession implements AutoCloseable {

  private final SessionOptions options;
  private final OrtSession session;

  /**
   * An input's elements, row-major, and its shape.
   *
   * @param elements a {@link ByteBuffer} is uint8, a {@link FloatBuffer} float32; direct buffers in
   *     native order are not copied
   * @param shape dimensions, the batch first
   */
  public record Input(Buffer elements, List<Long> shape) {
    /** Copies the shape. */
    public Input {
      shape = List.copyOf(shape);
    }

    /** Returns an input of this shape. */
    public static Input of(Buffer elements, long... shape) {
      return new Input(elements, Arrays.stream(shape).boxed().toList());
    }
  }

  /** What a run gave: the elements of each float32 output, row-major, by name. */
  public static final class Outputs {

    private final Map<String, float[]> elements = new LinkedHashMap<>();
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private Outputs() {}

    private void copy(String name, OnnxTensor tensor) {
      FloatBuffer source = tensor.getFloatBuffer();
      if (source != null) {
        float[] copy = new float[source.remaining()];
        source.get(copy);
        elements.put(name, copy);
        shapes.put(name, Arrays.stream(tensor.getInfo().getShape()).boxed().toList());
      }
    }

    /**
     * Returns the dimensions of one output.
     *
     * @throws IllegalArgumentException if no float32 output has this name
     */
    public List<Long> shapeOf(String name) {
      return present(name, shapes.get(name));
    }

    /**
     * Returns the elements of one output, not copied.
     *
     * @throws IllegalArgumentException if no float32 output has this name
     */
    public float[] of(String name) {
      return present(name, elements.get(name));
    }

    private <T> T present(String name, @Nullable T found) {
      if (found == null) {
        throw new IllegalArgumentException(
            "the graph gives no float32 '%s'; it gives %s".formatted(name, elements.keySet()));
      }
      return found;
    }
  }

  /**
   * Loads a graph that is in memory.
   *
   * @throws SessionFailure if ONNX Runtime refuses it
   */
  @MustBeClosed
  public GraphSession(OnnxGraph graph, int threads) {
    this(
        "loading the graph",
        threads,
        (environment, options) -> environment.createSession(graph.toBytes(), options));
  }

  /**
   * Loads a graph from a file.
   *
   * @throws SessionFailure if ONNX Runtime refuses it
   */
  @MustBeClosed
  public GraphSession(Path file, int threads) {
    this(
        "loading " + file,
        threads,
        (environment, options) -> environment.createSession(file.toString(), options));
  }

  private GraphSession(String attempt, int threads, Loader loader) {
    SessionOptions created = new SessionOptions();
    try {
      // What goes wrong comes back as an exception.
      created.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      created.setIntraOpNumThreads(threads);
      created.setInterOpNumThreads(1);
      created.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = loader.load(OrtEnvironment.getEnvironment(), created);
      options = created;
    } catch (OrtException e) {
      created.close();
      throw new SessionFailure(attempt, e);
    }
  }

  /** Makes a session; what differs is where the graph lies. */
  private interface Loader {
    OrtSession load(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  /**
   * Returns the inputs in the graph's order.
   *
   * @throws SessionFailure if ONNX Runtime does not tell
   */
  public List<TensorSpec> inputs() {
    try {
      return tensors(session.getInputInfo());
    } catch (OrtException e) {
      throw new SessionFailure("reading the inputs", e);
    }
  }

  /**
   * Returns the outputs in the graph's order.
   *
   * @throws SessionFailure if ONNX Runtime does not tell
   */
  public List<TensorSpec> outputs() {
    try {
      return tensors(session.getOutputInfo());
    } catch (OrtException e) {
      throw new SessionFailure("reading the outputs", e);
    }
  }

  /**
   * Runs the graph once.
   *
   * @param inputs every input by name
   * @return every float32 output
   * @throws SessionFailure if an input does not fit or the run fails
   */
  public Outputs run(Map<String, Input> inputs) {
    Outputs outputs = new Outputs();
    run(inputs, outputs::copy);
    return outputs;
  }

  /**
   * Runs a graph that takes no inputs, and returns its outputs as constants by name.
   *
   * @throws SessionFailure if the run fails
   */
  Map<String, TensorProto> constants() {
    Map<String, TensorProto> constants = new HashMap<>();
    run(
        Map.of(),
        (name, tensor) -> {
          TensorInfo shape = tensor.getInfo();
          TensorProto.Builder constant =
              TensorProto.newBuilder()
                  .setName(name)
                  .setDataType(ElementTypes.inFile(shape.type).getNumber());
          for (long dimension : shape.getShape()) {
            constant.addDims(dimension);
          }
          constants.put(
              name, constant.setRawData(ByteString.copyFrom(tensor.getByteBuffer())).build());
        });
    return constants;
  }

  private void run(Map<String, Input> inputs, Collector collector) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Input> input : inputs.entrySet()) {
        tensors.put(input.getKey(), tensor(input.getValue()));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          if (output.getValue() instanceof OnnxTensor tensor) {
            collector.collect(output.getKey(), tensor);
          }
        }
      }
    } catch (OrtException e) {
      throw new SessionFailure("running the graph", e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** Takes an output while it is alive. */
  private interface Collector {
    void collect(String name, OnnxTensor tensor) throws OrtException;
  }

  private static OnnxTensor tensor(Input input) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = input.shape().stream().mapToLong(Long::longValue).toArray();
    return switch (input.elements()) {
      case ByteBuffer bytes ->
          OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
      case FloatBuffer floats -> OnnxTensor.createTensor(environment, floats, shape);
      default ->
          throw new IllegalArgumentException(
              "inputs are bytes or floats, got " + input.elements().getClass().getSimpleName());
    };
  }

  private static List<TensorSpec> tensors(Map<String, NodeInfo> nodes) {
    List<TensorSpec> tensors = new ArrayList<>();
    nodes.forEach((name, node) -> {
      if (node.getInfo() instanceof TensorInfo tensor) {
        List<Long> shape =
            Arrays.stream(tensor.getShape()).map(d -> d < 1 ? -1 : d).boxed().toList();
        tensors.add(new TensorSpec(name, ElementTypes.inManifest(tensor.type), shape));
      }
    });
    return tensors;
  }

  /** Returns the version of ONNX Runtime. */
  public static String runtimeVersion() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new SessionFailure("closing the session", e);
    } finally {
      options.close();
    }
  }
}
