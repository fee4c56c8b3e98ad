package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.Set;

/** Looks into the bodies of If, Loop and Scan, which may take values of the graph around them. */
final class Subgraphs {

  private Subgraphs() {}

  /** Returns whether the node has a body. */
  static boolean hasBody(NodeProto node) {
    return node.getAttributeList().stream().anyMatch(AttributeProto::hasG);
  }

  /** Returns every name that the node's bodies take, those of their own values among them. */
  static Set<String> outerValues(NodeProto node) {
    Set<String> values = new HashSet<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        collect(attribute.getG(), values);
      }
    }
    return values;
  }

  private static void collect(GraphProto body, Set<String> values) {
    body.getOutputList().forEach(output -> values.add(output.getName()));
    for (NodeProto node : body.getNodeList()) {
      values.addAll(node.getInputList());
      values.addAll(outerValues(node));
    }
  }
}
