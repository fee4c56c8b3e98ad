package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes and reads ONNX's nodes and their attributes. */
public final class Nodes {

  private Nodes() {}

  /** Returns a node with one output, named after it. */
  public static NodeProto node(
      String operator, String output, List<String> inputs, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(attributes))
        .build();
  }

  /** Returns an integer attribute. */
  public static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  /** Returns an attribute that is a list of integers. */
  public static AttributeProto integers(String name, long... values) {
    return attribute(name, AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  /** Returns a float attribute. */
  public static AttributeProto number(String name, double value) {
    return attribute(name, AttributeType.FLOAT).setF((float) value).build();
  }

  /** Returns a node's integer attribute, or {@code otherwise} where it has none of that name. */
  public static long integer(NodeProto node, String name, long otherwise) {
    return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  /** Returns a node's float attribute, or {@code otherwise} where it has none of that name. */
  public static float number(NodeProto node, String name, float otherwise) {
    return attribute(node, name).map(AttributeProto::getF).orElse(otherwise);
  }

  /** Returns a node's attribute of this name. */
  public static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
