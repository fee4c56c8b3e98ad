package dev.fovea.e2e.protocol;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The model that NVIDIA's examples ask for: {@code simple}, two inputs of type INT32 and shape
 * [N,16], and as outputs their sum and their difference.
 */
final class SimpleModel {

  private SimpleModel() {}

  /** Writes version 1 of the model into a store. */
  static void writeTo(Path store) throws IOException {
    Path version = Files.createDirectories(store.resolve("simple").resolve("1"));
    byte[] graph = graph();
    Files.write(version.resolve("model.onnx"), graph);
    Files.writeString(version.resolve("manifest.yaml"), manifest(graph));
  }

  private static String manifest(byte[] graph) {
    return """
    name: simple
    version: 1
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
    files:
      model.onnx: %s
    """
        .formatted(sha256(graph));
  }

  private static byte[] graph() {
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("simple")
            .addInput(tensor("INPUT0"))
            .addInput(tensor("INPUT1"))
            .addOutput(tensor("OUTPUT0"))
            .addOutput(tensor("OUTPUT1"))
            .addNode(node("Add", "OUTPUT0"))
            .addNode(node("Sub", "OUTPUT1"))
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(9)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto node(String operator, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addInput("INPUT0")
        .addInput("INPUT1")
        .addOutput(output)
        .build();
  }

  private static ValueInfoProto tensor(String name) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(16))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.INT32_VALUE)
                        .setShape(shape)))
        .build();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
