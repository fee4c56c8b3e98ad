package dev.fovea.trainer.recipe;

import dev.fovea.trainer.torch.Initialization;
import dev.fovea.trainer.torch.Loss;
import dev.fovea.trainer.torch.Precision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All hyperparameters of a training run.
 *
 * @param source where the numbers come from: a paper, or what departs from it
 * @param batchSize pictures a step
 * @param epochs passes over the training pictures
 * @param budget wall-clock time that replaces {@code epochs} as the measure of progress, if given
 * @param learningRate initial rate of a step, per mean gradient of a batch
 * @param momentum share of the velocity kept from step to step
 * @param weightDecay share of the weights taken off per step, times the rate
 * @param schedule how the rate falls
 * @param warmupEpochs epochs over which the rate climbs linearly to its initial value; 0 for none
 * @param loss what training makes small
 * @param initialization what weights begin as
 * @param augmentations random changes to training pictures, in their order
 * @param averaging share of the running average of the weights kept per step, and the average
 *     published instead of the last weights; 0 for none
 * @param precision number format of activations
 * @param threads of an operation; one is fastest for small networks
 * @param seed of everything random
 */
public record Recipe(
    String source,
    int batchSize,
    int epochs,
    Optional<Duration> budget,
    double learningRate,
    double momentum,
    double weightDecay,
    Schedule schedule,
    double warmupEpochs,
    Loss loss,
    Initialization initialization,
    List<Augmentation> augmentations,
    double averaging,
    Precision precision,
    int threads,
    long seed) {

  /**
   * Copies the list and checks every range.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public Recipe {
    augmentations = List.copyOf(augmentations);
    require("batchSize", batchSize, batchSize >= 1);
    require("epochs", epochs, epochs >= 1);
    require("learningRate", learningRate, learningRate > 0);
    require("momentum", momentum, momentum >= 0 && momentum < 1);
    require("weightDecay", weightDecay, weightDecay >= 0);
    require("warmupEpochs", warmupEpochs, warmupEpochs >= 0);
    require("averaging", averaging, averaging >= 0 && averaging < 1);
    require("threads", threads, threads >= 1);
  }

  private static void require(String name, double value, boolean inRange) {
    if (!inRange) {
      throw new IllegalArgumentException("%s is out of range: %s".formatted(name, value));
    }
  }

  /** Returns this recipe with more augmentations after its own. */
  public Recipe with(List<Augmentation> more) {
    List<Augmentation> all = new ArrayList<>(augmentations);
    all.addAll(more);
    return copy(epochs, all);
  }

  /** Returns this recipe over another number of epochs. */
  public Recipe withEpochs(int passes) {
    return copy(passes, augmentations);
  }

  private Recipe copy(int passes, List<Augmentation> changes) {
    return new Recipe(
        source,
        batchSize,
        passes,
        budget,
        learningRate,
        momentum,
        weightDecay,
        schedule,
        warmupEpochs,
        loss,
        initialization,
        changes,
        averaging,
        precision,
        threads,
        seed);
  }

  /** Returns every value by its name, as text, for the run's record. */
  public Map<String, String> describe() {
    Map<String, String> values = new LinkedHashMap<>();
    for (var component : Recipe.class.getRecordComponents()) {
      try {
        values.put(component.getName(), String.valueOf(component.getAccessor().invoke(this)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component.getName() + " cannot be read", e);
      }
    }
    return values;
  }
}
