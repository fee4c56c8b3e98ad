package dev.fovea.trainer.foreign;

import static dev.fovea.trainer.onnx.Nodes.integers;
import static dev.fovea.trainer.onnx.Nodes.node;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * The one input of a graph, understood as pictures.
 *
 * @param name the graph's name for it
 * @param raw whether it takes uint8 pixels [N, H, W, C]; else float32 [N, C, H, W]
 * @param channels 1 or 3
 * @param height in pixels
 * @param width in pixels
 */
record ForeignInput(String name, boolean raw, int channels, int height, int width) {

  private static final int MAX_SIDE = 2_048;

  /**
   * Finds out what the input takes, turns one of the other layout by a node in front, and declares
   * its dimensions.
   *
   * @param side height and width where the graph leaves them open
   * @throws ImportException if there is not exactly one input, or it takes no pictures
   */
  static ForeignInput adapt(OnnxGraph graph, int side) throws ImportException {
    if (graph.inputs().size() != 1) {
      throw new ImportException(
          "the graph takes %d inputs, %s; only graphs that take one picture can be imported"
              .formatted(
                  graph.inputs().size(),
                  graph.inputs().stream().map(ValueInfoProto::getName).toList()));
    }
    ValueInfoProto input = graph.inputs().getFirst();
    DataType type = elementType(input);
    List<Long> shape = shape(input);
    if (shape.size() != 4) {
      throw new ImportException(
          "input '%s' has shape %s; pictures need four dimensions"
              .formatted(input.getName(), shape));
    }
    boolean channelsFirst = isChannels(shape.get(1)) || !isChannels(shape.get(3));
    int channels = channels(input.getName(), shape, channelsFirst ? 1 : 3);
    int height = length(input.getName(), shape.get(channelsFirst ? 2 : 1), side);
    int width = length(input.getName(), shape.get(channelsFirst ? 3 : 2), side);
    boolean raw = type == DataType.UINT8;
    ForeignInput found = new ForeignInput(input.getName(), raw, channels, height, width);
    found.declare(graph, channelsFirst == raw);
    return found;
  }

  /** Returns the shape of a batch of so many pictures. */
  long[] shape(long count) {
    return raw
        ? new long[] {count, height, width, channels}
        : new long[] {count, channels, height, width};
  }

  private void declare(OnnxGraph graph, boolean turned) {
    List<Long> dimensions = new ArrayList<>();
    for (long length : shape(Tensors.BATCH)) {
      dimensions.add(length);
    }
    ValueInfoProto declared =
        Tensors.declaration(name, raw ? DataType.UINT8 : DataType.FLOAT, dimensions);
    graph.editInputs(_ -> declared);
    if (turned) {
      String inner = graph.fresh(name + ".turned");
      graph.redirect(name, inner);
      graph.prepend(
          node(
              "Transpose",
              inner,
              List.of(name),
              raw ? integers("perm", 0, 3, 1, 2) : integers("perm", 0, 2, 3, 1)));
    }
  }

  private static DataType elementType(ValueInfoProto input) throws ImportException {
    DataType type = DataType.forNumber(input.getType().getTensorType().getElemType());
    if (type != DataType.FLOAT && type != DataType.UINT8) {
      throw new ImportException(
          "input '%s' takes %s; only FLOAT and UINT8 pictures can be given"
              .formatted(input.getName(), type));
    }
    return type;
  }

  private static List<Long> shape(ValueInfoProto input) {
    TypeProto.Tensor tensor = input.getType().getTensorType();
    return tensor.getShape().getDimList().stream()
        .map(dimension -> dimension.getDimValue() > 0 ? dimension.getDimValue() : -1L)
        .toList();
  }

  private static boolean isChannels(long length) {
    return length == 1 || length == 3;
  }

  private static int channels(String name, List<Long> shape, int axis) throws ImportException {
    if (!isChannels(shape.get(axis))) {
      throw new ImportException(
          "input '%s' has shape %s; neither the second nor the last dimension is 1 or 3 channels"
              .formatted(name, shape));
    }
    return Math.toIntExact(shape.get(axis));
  }

  private static int length(String name, long declared, int side) throws ImportException {
    long length = declared > 0 ? declared : side;
    if (length < 1 || length > MAX_SIDE) {
      throw new ImportException(
          "input '%s' takes pictures with a side of %d pixels; 1 to %d can be given"
              .formatted(name, length, MAX_SIDE));
    }
    return Math.toIntExact(length);
  }
}
