package dev.fovea.e2e.faults;

import static dev.fovea.e2e.OnnxFile.integer;
import static dev.fovea.e2e.OnnxFile.node;
import static dev.fovea.e2e.OnnxFile.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.fovea.e2e.OnnxFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model whose features are the picture: {@code pixels} uint8 [N,8,8,1] to {@code features}
 * [N,64], each pixel as a float. Its answer tells which picture it was given.
 */
final class EchoModel {

  static final String NAME = "echo";

  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  private static final int UINT8 = TensorProto.DataType.UINT8_VALUE;
  private static final int SIDE = NumberedPicture.SIDE;
  private static final int PIXELS = SIDE * SIDE;
  private static final String MANIFEST =
      """
      architecture: echo
      description: Says what it saw
      inputs:
      - {name: pixels, type: uint8, shape: [-1, 8, 8, 1]}
      outputs:
      - {name: probabilities, type: fp32, shape: [-1, 64]}
      - {name: features, type: fp32, shape: [-1, 64]}
      image:
        input: pixels
        preprocessing:
          color: gray
          background: 0
          resize: {kind: exact, height: 8, width: 8}
          cropHeight: 8
          cropWidth: 8
          padding: 0
          paddingValue: 0
        encoding: {kind: raw}
        probabilities: probabilities
        activation: none
        features: features
      provenance: {code: written by a test}
      measured: {}
      """;

  private EchoModel() {}

  /** Writes a version into a store and returns its folder. */
  static Path writeTo(Path store, int version) throws IOException {
    return writeTo(store, NAME, version);
  }

  /** Writes a version under another name. */
  static Path writeTo(Path store, String name, int version) throws IOException {
    String labels =
        IntStream.range(0, PIXELS)
            .mapToObj(each -> "pixel " + each)
            .collect(Collectors.joining("\n"));
    return OnnxFile.write(
        store,
        name,
        version,
        MANIFEST,
        Map.of(
            "model.onnx", graph(), "labels.txt", (labels + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] graph() {
    return OnnxFile.model(
        GraphProto.newBuilder()
            .setName("echo")
            .addInput(value("pixels", UINT8, SIDE, SIDE, 1))
            .addOutput(value("probabilities", FLOAT, PIXELS))
            .addOutput(value("features", FLOAT, PIXELS))
            .addNode(node("Cast", List.of("pixels"), "floats", integer("to", FLOAT)))
            .addNode(node("Flatten", List.of("floats"), "features", integer("axis", 1)))
            .addNode(node("Softmax", List.of("features"), "probabilities", integer("axis", 1)))
            .build());
  }
}
