package dev.fovea.trainer.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The weights and bias of one convolution, unpacked to be changed. */
public final class ConvolutionWeights {

  private final long[] shape;
  private final int filters;
  private final int inputsPerGroup;
  private final int taps;
  private final int groups;
  private final float[] weight;
  private final float[] bias;

  private ConvolutionWeights(long[] shape, int groups, float[] weight, float[] bias) {
    this.shape = shape;
    this.filters = (int) shape[0];
    this.inputsPerGroup = (int) shape[1];
    this.taps = weight.length / (filters * inputsPerGroup);
    this.groups = groups;
    this.weight = weight;
    this.bias = bias;
  }

  /** Unpacks the constants of a convolution; a missing bias is zeros. */
  public static ConvolutionWeights of(OnnxGraph graph, NodeProto convolution) {
    TensorProto weight = graph.constant(convolution.getInput(1)).orElseThrow();
    long[] shape = Tensors.shape(weight);
    float[] bias =
        convolution.getInputCount() > 2
            ? Tensors.floats(graph.constant(convolution.getInput(2)).orElseThrow())
            : new float[(int) shape[0]];
    int groups = (int) Nodes.integer(convolution, "group", 1);
    return new ConvolutionWeights(shape, groups, Tensors.floats(weight), bias);
  }

  /**
   * Returns a scalar or a [1, C, 1, 1] as a value for each input map, or empty for other shapes.
   */
  public Optional<float[]> byInput(TensorProto operand) {
    float[] values = Tensors.floats(operand);
    int inputs = inputsPerGroup * groups;
    if (values.length == 1) {
      float[] same = new float[inputs];
      Arrays.fill(same, values[0]);
      return Optional.of(same);
    }
    long[] dimensions = Tensors.shape(operand);
    int channelAxis = dimensions.length - 3;
    return values.length == inputs && channelAxis >= 0 && dimensions[channelAxis] == inputs
        ? Optional.of(values)
        : Optional.empty();
  }

  /** Makes the convolution give what it gave had each input map been multiplied. */
  public void multiplyInputs(float[] factors) {
    for (int filter = 0; filter < filters; filter++) {
      for (int input = 0; input < inputsPerGroup; input++) {
        int from = (filter * inputsPerGroup + input) * taps;
        for (int tap = from; tap < from + taps; tap++) {
          weight[tap] *= factors[inputMap(filter, input)];
        }
      }
    }
  }

  /** Makes the convolution give what it gave had each input map had an offset added. */
  public void addToInputs(float[] offsets, int sign) {
    for (int filter = 0; filter < filters; filter++) {
      double sum = 0;
      for (int input = 0; input < inputsPerGroup; input++) {
        int from = (filter * inputsPerGroup + input) * taps;
        for (int tap = from; tap < from + taps; tap++) {
          sum += (double) weight[tap] * offsets[inputMap(filter, input)];
        }
      }
      bias[filter] += (float) (sign * sum);
    }
  }

  /**
   * Stores the changed constants, and returns the convolution that takes them and {@code input}.
   */
  public NodeProto store(OnnxGraph graph, NodeProto convolution, String input) {
    String name = convolution.getOutput(0);
    String weightName = graph.addConstant(name + ".weight", Tensors.floats(weight, shape));
    String biasName = graph.addConstant(name + ".bias", Tensors.floats(bias, filters));
    return convolution.toBuilder()
        .clearInput()
        .addAllInput(List.of(input, weightName, biasName))
        .build();
  }

  private int inputMap(int filter, int input) {
    return filter / (filters / groups) * inputsPerGroup + input;
  }
}
