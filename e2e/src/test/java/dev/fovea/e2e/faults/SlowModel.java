package dev.fovea.e2e.faults;

import static dev.fovea.e2e.OnnxFile.node;
import static dev.fovea.e2e.OnnxFile.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.fovea.e2e.OnnxFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model that takes its time: one value in, a long row of matrix products, one value out. */
final class SlowModel {

  static final String NAME = "slow";

  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  private static final int WIDTH = 512;
  private static final int PRODUCTS = 300;
  private static final String MANIFEST =
      """
      architecture: products
      description: Takes its time
      inputs:
      - {name: in, type: fp32, shape: [-1, 1]}
      outputs:
      - {name: out, type: fp32, shape: [-1, 512]}
      provenance: {code: written by a test}
      measured: {}
      """;

  private SlowModel() {}

  /** Writes version 1 into a store. */
  static void writeTo(Path store) throws IOException {
    OnnxFile.write(store, NAME, 1, MANIFEST, Map.of("model.onnx", graph()));
  }

  private static byte[] graph() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName(NAME)
            .addInput(value("in", FLOAT, 1))
            .addOutput(value("out", FLOAT, WIDTH))
            .addInitializer(weights("first", 1))
            .addInitializer(weights("next", WIDTH))
            .addNode(node("MatMul", List.of("in", "first"), "product0"));
    for (int i = 1; i < PRODUCTS; i++) {
      graph.addNode(node("MatMul", List.of("product" + (i - 1), "next"), "product" + i));
    }
    return OnnxFile.model(
        graph.addNode(node("Tanh", List.of("product" + (PRODUCTS - 1)), "out")).build());
  }

  private static TensorProto weights(String name, int rows) {
    ByteBuffer bytes =
        ByteBuffer.allocate(rows * WIDTH * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat(1f / WIDTH);
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(FLOAT)
        .addDims(rows)
        .addDims(WIDTH)
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .build();
  }
}
