package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.softmax;
import static org.bytedeco.pytorch.global.torch.tensor;

import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.network.Weights;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A network on libtorch: its arrays, one step of training, and what it answers. Not thread-safe.
 * {@link #close} frees every native array.
 */
public final class TorchModel implements AutoCloseable {

  /**
   * What one step of training measured, before the weights moved.
   *
   * @param loss mean over the batch
   * @param correct pictures whose class had the largest logit
   */
  public record Step(double loss, int correct) {}

  /** What a network answers for a batch. */
  public static final class Answer {

    private final float[] probabilities;
    private final float[] features;

    /** Keeps the arrays. */
    Answer(float[] probabilities, float[] features) {
      this.probabilities = probabilities;
      this.features = features;
    }

    /** Returns probabilities, row-major [images, classes], not copied. */
    public float[] probabilities() {
      return probabilities;
    }

    /** Returns features, row-major [images, d], not copied. */
    public float[] features() {
      return features;
    }
  }

  private final Network network;
  private final TorchDevice device;
  private final Arrays arrays;
  private final ForwardPass forwardPass;

  /**
   * Draws the first weights.
   *
   * @param seed of the first weights
   * @param frozen arrays that training leaves alone
   */
  public TorchModel(
      Network network,
      Initialization initialization,
      Precision precision,
      TorchDevice device,
      long seed,
      Predicate<Parameter> frozen) {
    this.network = network;
    this.device = device;
    manual_seed(seed);
    Predicate<Parameter> trained =
        parameter -> parameter.role() != Parameter.Role.MEAN && !frozen.test(parameter);
    this.arrays = new Arrays(network, initialization, precision, device.device(), trained);
    this.forwardPass = new ForwardPass(network, arrays, precision);
  }

  /** Returns the network this computes. */
  public Network network() {
    return network;
  }

  /**
   * Makes one step of gradient descent.
   *
   * @param pixels direct, uint8 [images, height, width, channels] from its position
   * @param classes the class of each image
   * @param loss what the step makes smaller
   * @param descent how far it goes
   * @param seed of the values that dropout zeroes
   */
  public Step step(ByteBuffer pixels, long[] classes, Loss loss, Descent descent, long seed) {
    try (PointerScope _ = new PointerScope()) {
      manual_seed(seed);
      Tensor targets = tensor(classes).to(device.device(), ScalarType.Long);
      Tensor logits = forwardPass.run(batch(pixels, classes.length), true).logits();
      Tensor mean = Loss.of(loss, logits, targets);
      mean.backward();
      try (NoGradGuard _ = new NoGradGuard()) {
        arrays.all().stream().filter(TrainedArray::trained).forEach(a -> a.descend(descent));
        Tensor hits = logits.argmax(new LongOptional(1), false).eq(targets);
        return new Step(mean.item_double(), hits.sum().item_int());
      }
    }
  }

  /** Moves the running average of all weights towards the weights by {@code share}. */
  public void averageIn(double share) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      arrays.all().forEach(array -> array.averageIn(share));
    }
  }

  /** Exchanges weights and running averages; a second call exchanges them back. */
  public void swapAverage() {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      arrays.all().forEach(TrainedArray::swapAverage);
    }
  }

  /**
   * Runs the network without dropout.
   *
   * @param pixels direct, uint8 [images, height, width, channels] from its position
   */
  public Answer answer(ByteBuffer pixels, int images) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      ForwardPass.Output output = forwardPass.run(batch(pixels, images), false);
      Tensor probabilities = softmax(output.logits().to(ScalarType.Float), 1);
      return new Answer(
          TrainedArray.read(probabilities),
          TrainedArray.read(output.features().to(ScalarType.Float)));
    }
  }

  private Tensor batch(ByteBuffer pixels, int images) {
    Shape shape = network.input();
    long[] sizes = {images, shape.height(), shape.width(), shape.channels()};
    Tensor rows = from_blob(new BytePointer(pixels), sizes, new TensorOptions(ScalarType.Byte));
    return rows.permute(0, 3, 1, 2).to(device.device(), ScalarType.Byte);
  }

  /** Returns a copy of the weights. */
  public Weights weights() {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      return new Weights(network, parameter -> arrays.effective(arrays.of(parameter)));
    }
  }

  /** Replaces the array of this parameter, and its running average. */
  public void set(Parameter parameter, float[] numbers) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      TrainedArray array = arrays.of(parameter);
      array.write(TrainingState.Part.VALUES, numbers);
      array.write(TrainingState.Part.AVERAGE, numbers);
    }
  }

  /** Sets what a {@code Centering} layer subtracts: a mean a channel, 0–255. */
  public void center(double[] means) {
    float[] numbers = new float[means.length];
    for (int channel = 0; channel < means.length; channel++) {
      numbers[channel] = (float) means[channel];
    }
    network.parameters().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.MEAN)
        .forEach(parameter -> set(parameter, numbers));
  }

  /** Returns everything that training on needs, read and written piece by piece. */
  public TrainingState state() {
    return new TrainingState(network, arrays);
  }

  @Override
  public void close() {
    arrays.close();
  }
}
