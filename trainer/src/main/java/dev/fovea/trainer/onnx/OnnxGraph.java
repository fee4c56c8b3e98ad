package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One ONNX graph that can be edited: nodes in an order in which they can run, constants by name,
 * inputs and outputs. Not safe for use by two threads.
 */
public final class OnnxGraph {

  /** Operators are meant as version 17 of the standard defines them. */
  static final int OPSET = 17;

  /** The file format that goes with {@link #OPSET}. */
  private static final int IR_VERSION = 8;

  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final List<ValueInfoProto> inputs = new ArrayList<>();
  private final List<ValueInfoProto> outputs = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final ModelProto shell;

  /** Creates an empty graph with a name and a sentence for people. */
  public OnnxGraph(String name, String description) {
    this(
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("fovea")
            .setDocString(description)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(GraphProto.newBuilder().setName(name))
            .build());
  }

  private OnnxGraph(ModelProto model) {
    GraphProto graph = model.getGraph();
    nodes.addAll(graph.getNodeList());
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    graph.getInputList().stream()
        .filter(input -> !constants.containsKey(input.getName()))
        .forEach(inputs::add);
    outputs.addAll(graph.getOutputList());
    taken.addAll(constants.keySet());
    inputs.forEach(input -> taken.add(input.getName()));
    nodes.forEach(node -> taken.addAll(node.getOutputList()));
    shell =
        model.toBuilder()
            .setGraph(
                graph.toBuilder()
                    .clearNode()
                    .clearInitializer()
                    .clearInput()
                    .clearOutput()
                    .clearValueInfo())
            .build();
  }

  /**
   * Reads a model file.
   *
   * @throws IOException if it cannot be read or is no ONNX file
   */
  public static OnnxGraph read(Path file) throws IOException {
    ModelProto model;
    try (InputStream stream = Files.newInputStream(file)) {
      model = ModelProto.parseFrom(stream);
    } catch (InvalidProtocolBufferException malformed) {
      throw new IOException(file + " is no ONNX file, or was cut off", malformed);
    }
    if (model.getGraph().getNodeCount() == 0) {
      throw new IOException(file + " holds no graph");
    }
    return of(model);
  }

  /** Returns a graph to edit; {@code model} itself stays as it is. */
  public static OnnxGraph of(ModelProto model) {
    return new OnnxGraph(model);
  }

  /** Returns the graph as a model. */
  public ModelProto toModel() {
    GraphProto.Builder graph =
        shell.getGraph().toBuilder()
            .addAllNode(nodes)
            .addAllInitializer(constants.values())
            .addAllInput(inputs)
            .addAllOutput(outputs);
    return shell.toBuilder().setGraph(graph).build();
  }

  /** Returns the graph as the bytes of a model file. */
  public byte[] toBytes() {
    return toModel().toByteArray();
  }

  /** Returns a copy that can be edited on its own. */
  public OnnxGraph copy() {
    return of(toModel());
  }

  /** Returns this graph with a note in its metadata, such as which passes it went through. */
  public OnnxGraph withMetadata(String key, String value) {
    return of(
        toModel().toBuilder()
            .addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value))
            .build());
  }

  /** Returns the version of the standard operators that this graph imports. */
  public long opset() {
    return shell.getOpsetImportList().stream()
        .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
        .mapToLong(OperatorSetIdProto::getVersion)
        .findFirst()
        .orElse(1);
  }

  /** Returns the nodes in the order in which they run. */
  public List<NodeProto> nodes() {
    return List.copyOf(nodes);
  }

  /** Returns the inputs that a caller must give, constants left out. */
  public List<ValueInfoProto> inputs() {
    return List.copyOf(inputs);
  }

  /** Returns the outputs. */
  public List<ValueInfoProto> outputs() {
    return List.copyOf(outputs);
  }

  /** Returns the names of all constants. */
  public Set<String> constantNames() {
    return Set.copyOf(constants.keySet());
  }

  /** Returns the constant of this name. */
  public Optional<TensorProto> constant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  /** Returns the node that gives this value, or empty for an input or a constant. */
  public Optional<NodeProto> producer(String value) {
    return nodes.stream().filter(node -> node.getOutputList().contains(value)).findFirst();
  }

  /** Returns the nodes that take this value. */
  public List<NodeProto> consumers(String value) {
    return nodes.stream().filter(node -> node.getInputList().contains(value)).toList();
  }

  /** Returns whether this value is an output of the graph. */
  public boolean isOutput(String value) {
    return outputs.stream().anyMatch(output -> output.getName().equals(value));
  }

  /** Declares an input. */
  public void addInput(ValueInfoProto input) {
    inputs.add(input);
    taken.add(input.getName());
  }

  /** Withdraws the inputs: for a part of a graph that needs none of them. */
  void withoutInputs() {
    inputs.clear();
  }

  /** Declares a value to be an output. */
  public void addOutput(ValueInfoProto output) {
    outputs.add(output);
  }

  /** Replaces the declarations of all inputs; names stay. */
  public void editInputs(UnaryOperator<ValueInfoProto> edit) {
    inputs.replaceAll(edit);
  }

  /** Replaces the declarations of all outputs. */
  public void editOutputs(UnaryOperator<ValueInfoProto> edit) {
    outputs.replaceAll(edit);
  }

  /** Withdraws an output; what only it needed is left for {@link RemoveUnused}. */
  public void removeOutput(String name) {
    outputs.removeIf(output -> output.getName().equals(name));
  }

  /** Declares an inner value, its type and shape left to be found out, to be an output too. */
  public void openOutput(String value) {
    if (!isOutput(value)) {
      addOutput(ValueInfoProto.newBuilder().setName(value).build());
    }
  }

  /** Puts a node in front of all others. */
  public void prepend(NodeProto node) {
    nodes.addFirst(node);
    taken.addAll(node.getOutputList());
  }

  /** Appends a node. */
  public void add(NodeProto node) {
    nodes.add(node);
    taken.addAll(node.getOutputList());
  }

  /** Stores a constant under a fresh name made of {@code stem}, and returns that name. */
  public String addConstant(String stem, TensorProto tensor) {
    String name = fresh(stem);
    constants.put(name, tensor.toBuilder().setName(name).build());
    return name;
  }

  /** Stores a constant under exactly this name. */
  public void setConstant(String name, TensorProto tensor) {
    constants.put(name, tensor.toBuilder().setName(name).build());
    taken.add(name);
  }

  /** Forgets a constant that no node takes any more. */
  public void removeConstant(String name) {
    constants.remove(name);
  }

  /** Returns {@code stem}, or it with a number if a value has that name, and keeps it taken. */
  public String fresh(String stem) {
    String name = stem;
    for (int number = 2; !taken.add(name); number++) {
      name = stem + "_" + number;
    }
    return name;
  }

  /** Puts for each node, in order, the nodes that {@code rewriter} gives for it. */
  public void rewrite(Function<NodeProto, List<NodeProto>> rewriter) {
    List<NodeProto> rewritten = nodes.stream().flatMap(n -> rewriter.apply(n).stream()).toList();
    nodes.clear();
    rewritten.forEach(this::add);
  }

  /** Lets every node that takes {@code from} take {@code to} instead. */
  public void redirect(String from, String to) {
    nodes.replaceAll(node -> {
      NodeProto.Builder builder = node.toBuilder();
      for (int index = 0; index < node.getInputCount(); index++) {
        if (node.getInput(index).equals(from)) {
          builder.setInput(index, to);
        }
      }
      return builder.build();
    });
  }
}
