package dev.fovea.service;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Graphs small enough to know every answer by heart. */
public final class TinyModels {

  /** Side of the pictures that {@link #quadrants} takes, in pixels. */
  public static final int SIDE = 8;

  /** Classes of {@link #quadrants}, in order. */
  public static final List<String> QUADRANTS =
      List.of("top-left", "top-right", "bottom-left", "bottom-right");

  private static final int FLOAT = 1;
  private static final int UINT8 = 2;

  private TinyModels() {}

  /**
   * Says which quadrant of a grey 8×8 picture is brightest: {@code image} uint8 [N,8,8,1] to {@code
   * features} [N,4], the quadrants' mean brightness 0 to 255, and {@code probabilities} [N,4],
   * softmax(features × {@code sharpness}).
   */
  public static byte[] quadrants(float sharpness) {
    float[] weights = new float[SIDE * SIDE * 4];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int quadrant = 2 * (2 * y / SIDE) + 2 * x / SIDE;
        weights[(y * SIDE + x) * 4 + quadrant] = 4f / (SIDE * SIDE);
      }
    }
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("quadrants")
            .addInput(value("image", UINT8, SIDE, SIDE, 1))
            .addOutput(value("probabilities", FLOAT, 4))
            .addOutput(value("features", FLOAT, 4))
            .addInitializer(floats("weights", weights, SIDE * SIDE, 4))
            .addInitializer(floats("sharpness", new float[] {sharpness}, 1))
            .addNode(node("Cast", List.of("image"), "pixels", integer("to", FLOAT)))
            .addNode(node("Flatten", List.of("pixels"), "flat", integer("axis", 1)))
            .addNode(node("MatMul", List.of("flat", "weights"), "features"))
            .addNode(node("Mul", List.of("features", "sharpness"), "logits"))
            .addNode(node("Softmax", List.of("logits"), "probabilities", integer("axis", 1)))
            .build();
    return model(graph);
  }

  /** A graph that the runtime refuses: its operator does not exist. */
  public static byte[] unknownOperator() {
    return model(
        GraphProto.newBuilder()
            .setName("broken")
            .addInput(value("image", UINT8, SIDE, SIDE, 1))
            .addOutput(value("probabilities", FLOAT, 4))
            .addOutput(value("features", FLOAT, 4))
            .addNode(node("NoSuchOperator", List.of("image"), "probabilities"))
            .addNode(node("NoSuchOperator", List.of("image"), "features"))
            .build());
  }

  /** Wraps a graph as a model of operator set 17. */
  public static byte[] model(GraphProto graph) {
    return ModelProto.newBuilder()
        .setIrVersion(9)
        .setProducerName("fovea-test")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** Returns an input or output of shape [N, dimensions…]. */
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

  /** Returns a node with one output. */
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

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(FLOAT)
            .setRawData(ByteString.copyFrom(bytes));
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor.build();
  }
}
