package dev.fovea.modelstore;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.fovea.modelstore.ModelStoreException.ExternalData;
import dev.fovea.modelstore.ModelStoreException.InvalidGraph;
import dev.fovea.modelstore.ModelStoreException.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Walks an ONNX file's protobuf without holding its weights: finds external data wherever a tensor
 * can stand (initializers, constants, bodies of loops, functions), and the inputs and outputs.
 */
final class GraphScan {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_DEPTH = 64;

  private static final Descriptor TENSOR = TensorProto.getDescriptor();
  private static final FieldDescriptor MODEL_GRAPH =
      ModelProto.getDescriptor().findFieldByNumber(ModelProto.GRAPH_FIELD_NUMBER);
  private static final FieldDescriptor GRAPH_INPUT =
      GraphProto.getDescriptor().findFieldByNumber(GraphProto.INPUT_FIELD_NUMBER);
  private static final FieldDescriptor GRAPH_OUTPUT =
      GraphProto.getDescriptor().findFieldByNumber(GraphProto.OUTPUT_FIELD_NUMBER);
  private static final int DEPTH_OF_GRAPH = 1;

  private final Path file;
  private final Map<String, Integer> inputs = new TreeMap<>();
  private final Map<String, Integer> outputs = new TreeMap<>();
  private boolean graphSeen;

  private GraphScan(Path file) {
    this.file = file;
  }

  /**
   * Checks a graph against its manifest.
   *
   * @throws ModelStoreException if it is no ONNX graph, keeps data elsewhere, or lacks a tensor of
   *     the manifest or has it with another element type
   */
  static void verify(Path file, Manifest manifest) throws ModelStoreException {
    GraphScan scan = new GraphScan(file);
    try (InputStream input = Files.newInputStream(file)) {
      CodedInputStream coded = CodedInputStream.newInstance(input, BUFFER_BYTES);
      coded.setSizeLimit(Integer.MAX_VALUE);
      scan.walk(ModelProto.getDescriptor(), coded, 0);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidGraph(file, "is no ONNX graph: " + e.getMessage());
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
    if (!scan.graphSeen) {
      throw new InvalidGraph(file, "holds no graph");
    }
    for (TensorSpec tensor : manifest.inputs()) {
      scan.require(scan.inputs, tensor, "input");
    }
    for (TensorSpec tensor : manifest.outputs()) {
      scan.require(scan.outputs, tensor, "output");
    }
  }

  private void require(Map<String, Integer> tensors, TensorSpec tensor, String role)
      throws InvalidGraph {
    Integer type = tensors.get(tensor.name());
    if (type == null) {
      throw new InvalidGraph(
          file, "has no %s '%s'; it has %s".formatted(role, tensor.name(), tensors.keySet()));
    }
    if (type != TensorProto.DataType.UNDEFINED_VALUE && type != tensor.type().onnx()) {
      throw new InvalidGraph(
          file,
          "has %s '%s' of type %s, the manifest says %s"
              .formatted(role, tensor.name(), TensorProto.DataType.forNumber(type), tensor.type()));
    }
  }

  private void walk(Descriptor message, CodedInputStream coded, int depth)
      throws IOException, ModelStoreException {
    if (depth > MAX_DEPTH) {
      throw new InvalidGraph(file, "nests messages deeper than " + MAX_DEPTH);
    }
    if (message == TENSOR) {
      tensor(coded);
      return;
    }
    for (int tag = coded.readTag(); tag != 0; tag = coded.readTag()) {
      FieldDescriptor field = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field == null
          || field.getJavaType() != JavaType.MESSAGE
          || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        coded.skipField(tag);
      } else if (depth == DEPTH_OF_GRAPH && field == GRAPH_INPUT) {
        value(coded, inputs);
      } else if (depth == DEPTH_OF_GRAPH && field == GRAPH_OUTPUT) {
        value(coded, outputs);
      } else {
        graphSeen |= field == MODEL_GRAPH;
        int limit = coded.pushLimit(coded.readRawVarint32());
        walk(field.getMessageType(), coded, depth + 1);
        coded.checkLastTagWas(0);
        coded.popLimit(limit);
      }
    }
  }

  private static void value(CodedInputStream coded, Map<String, Integer> values)
      throws IOException {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder();
    coded.readMessage(value, ExtensionRegistryLite.getEmptyRegistry());
    values.put(value.getName(), value.getType().getTensorType().getElemType());
  }

  private void tensor(CodedInputStream coded) throws IOException, ExternalData {
    String name = "";
    boolean external = false;
    for (int tag = coded.readTag(); tag != 0; tag = coded.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case TensorProto.NAME_FIELD_NUMBER -> name = coded.readString();
        case TensorProto.DATA_LOCATION_FIELD_NUMBER ->
            external |= coded.readEnum() == TensorProto.DataLocation.EXTERNAL_VALUE;
        case TensorProto.EXTERNAL_DATA_FIELD_NUMBER -> {
          external = true;
          coded.skipField(tag);
        }
        default -> coded.skipField(tag);
      }
    }
    if (external) {
      throw new ExternalData(file, name);
    }
  }
}
