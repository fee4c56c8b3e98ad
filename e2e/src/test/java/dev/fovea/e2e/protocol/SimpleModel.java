package dev.fovea.e2e.protocol;

import static dev.fovea.e2e.OnnxFile.node;
import static dev.fovea.e2e.OnnxFile.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.fovea.e2e.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The model that NVIDIA's examples ask for: {@code simple}, two inputs of type INT32 and shape
 * [N,16], and as outputs their sum and their difference.
 */
public final class SimpleModel {

  private static final int INT32 = TensorProto.DataType.INT32_VALUE;
  private static final List<String> INPUTS = List.of("INPUT0", "INPUT1");
  private static final String MANIFEST =
      """
      architecture: arithmetic
      description: Adds and subtracts
      inputs:
      - {name: INPUT0, type: int32, shape: [-1, 16]}
      - {name: INPUT1, type: int32, shape: [-1, 16]}
      outputs:
      - {name: OUTPUT0, type: int32, shape: [-1, 16]}
      - {name: OUTPUT1, type: int32, shape: [-1, 16]}
      provenance: {code: written by a test}
      measured: {}
      """;

  private SimpleModel() {}

  /** Writes version 1 of the model into a store. */
  public static void writeTo(Path store) throws IOException {
    OnnxFile.write(store, "simple", 1, MANIFEST, Map.of("model.onnx", graph()));
  }

  private static byte[] graph() {
    return OnnxFile.model(
        GraphProto.newBuilder()
            .setName("simple")
            .addInput(value("INPUT0", INT32, 16))
            .addInput(value("INPUT1", INT32, 16))
            .addOutput(value("OUTPUT0", INT32, 16))
            .addOutput(value("OUTPUT1", INT32, 16))
            .addNode(node("Add", INPUTS, "OUTPUT0"))
            .addNode(node("Sub", INPUTS, "OUTPUT1"))
            .build());
  }
}
