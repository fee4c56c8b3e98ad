package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.tensor;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import dev.fovea.trainer.network.Parameter;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One array of a network as libtorch trains it: values, velocity and running average in float32,
 * row-major, and the working copy that takes part in the forward pass and collects the gradient.
 * With float32 the working copy is the values themselves.
 */
final class TrainedArray {

  private final Parameter parameter;
  private final Tensor values;
  private final Tensor velocity;
  private final Tensor average;
  private final Tensor working;
  private final boolean trained;
  private final boolean copied;

  /**
   * Keeps {@code values}.
   *
   * @param values float32, row-major, on {@code device}
   * @param trained false for measured and for frozen arrays
   */
  TrainedArray(
      Parameter parameter, Tensor values, Precision precision, Device device, boolean trained) {
    this.parameter = parameter;
    this.values = values;
    this.trained = trained;
    this.velocity = zeros_like(values);
    this.average = values.clone();
    this.copied = precision == Precision.BFLOAT16 && parameter.role() != Parameter.Role.MEAN;
    this.working = copied ? workingCopy(values, precision, device) : values;
    working.requires_grad_(trained);
  }

  private static Tensor workingCopy(Tensor values, Precision precision, Device device) {
    MemoryFormat format = values.dim() == 4 ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
    return values.to(device, precision.type(), false, true, new MemoryFormatOptional(format));
  }

  Parameter parameter() {
    return parameter;
  }

  boolean trained() {
    return trained;
  }

  Tensor values() {
    return values;
  }

  Tensor part(TrainingState.Part part) {
    return switch (part) {
      case VALUES -> values;
      case VELOCITY -> velocity;
      case AVERAGE -> average;
    };
  }

  void write(TrainingState.Part part, float[] numbers) {
    Tensor target = part(part);
    target.copy_(tensor(numbers).reshape(target.shape()));
    refreshWorkingCopy();
  }

  /** Returns what the forward pass computes with. */
  Tensor working() {
    return working;
  }

  /** Moves the values along the gradient by the paper's rule, then forgets the gradient. */
  void descend(Descent descent) {
    Tensor gradient = working.grad().to(ScalarType.Float);
    double rate = descent.learningRate();
    velocity.mul_(new Scalar(descent.momentum()));
    velocity.add_(gradient, new Scalar(-rate));
    if (descent.weightDecay() > 0 && parameter.role() != Parameter.Role.BIAS) {
      velocity.add_(values, new Scalar(-rate * descent.weightDecay()));
    }
    values.add_(velocity);
    working.mutable_grad().reset();
    refreshWorkingCopy();
  }

  /** Moves the running average towards the values by {@code share}. */
  void averageIn(double share) {
    average.lerp_(values, new Scalar(share));
  }

  /** Exchanges the values for the running average and back, for an evaluation in between. */
  void swapAverage() {
    Tensor kept = values.clone();
    values.copy_(average);
    average.copy_(kept);
    refreshWorkingCopy();
  }

  private void refreshWorkingCopy() {
    if (copied) {
      working.copy_(values);
    }
  }

  static float[] read(Tensor tensor) {
    Tensor host = tensor.cpu().contiguous();
    float[] numbers = new float[Math.toIntExact(host.numel())];
    new FloatPointer(host.data_ptr()).get(numbers);
    return numbers;
  }

  void close() {
    if (copied) {
      working.close();
    }
    values.close();
    velocity.close();
    average.close();
  }
}
