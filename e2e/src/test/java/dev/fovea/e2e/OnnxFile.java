package dev.fovea.e2e;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tiny graphs and the versions of a model store that are made of them. */
public final class OnnxFile {

  private OnnxFile() {}

  /**
   * Writes a version into a store.
   *
   * @param manifest all of it but the version and the files
   * @param files contents by name, beside the manifest
   * @return the folder of the version
   */
  public static Path write(
      Path store, String name, int version, String manifest, Map<String, byte[]> files)
      throws IOException {
    Path folder = Files.createDirectories(store.resolve(name).resolve("" + version));
    StringBuilder listed = new StringBuilder(manifest);
    listed.append("name: ").append(name).append('\n');
    listed.append("version: ").append(version).append("\nfiles:\n");
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
      listed.append("  %s: %s%n".formatted(file.getKey(), sha256(file.getValue())));
    }
    Files.writeString(folder.resolve("manifest.yaml"), listed.toString());
    return folder;
  }

  /** Wraps a graph as a model of operator set 17. */
  public static byte[] model(GraphProto graph) {
    return ModelProto.newBuilder()
        .setIrVersion(9)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** Returns an input or output of shape [N, dimensions…]; the type is ONNX's number for it. */
  public static ValueInfoProto value(String name, int type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (long dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  /** Returns a node with one output, which is also its name. */
  public static NodeProto node(
      String operator, List<String> inputs, String output, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(attributes))
        .build();
  }

  /** Returns an attribute that is a whole number. */
  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
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
