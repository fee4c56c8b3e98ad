package dev.fovea.trainer.cli;

import dev.fovea.trainer.recipe.Augmentation;
import dev.fovea.trainer.recipe.Augmentation.SaltAndPepper;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.recipe.Recipes;
import dev.fovea.trainer.torch.Initialization;
import dev.fovea.trainer.torch.Precision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that change a recipe. */
final class RecipeOptions {

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "lecun1998, lecun1998-distorted, krizhevsky2012, small-set or cifar; by default the"
              + " network's own.")
  private Optional<String> recipe = Optional.empty();

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training pictures.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Train for this long, such as 90m, and let the rate fall over that time.")
  private Optional<Duration> budget = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Pictures a step.")
  private Optional<Integer> batch = Optional.empty();

  @Option(names = "--rate", paramLabel = "NUMBER", description = "Initial learning rate.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--momentum",
      paramLabel = "SHARE",
      description = "Share of the velocity kept from step to step.")
  private Optional<Double> momentum = Optional.empty();

  @Option(
      names = "--weight-decay",
      paramLabel = "SHARE",
      description = "Share of the weights taken off per step.")
  private Optional<Double> weightDecay = Optional.empty();

  @Option(names = "--warm-up", paramLabel = "EPOCHS", description = "Epochs of rising rate.")
  private Optional<Double> warmUp = Optional.empty();

  @Option(
      names = "--init",
      paramLabel = "SCHEME",
      description = "First weights: ${COMPLETION-CANDIDATES}.")
  private Optional<Initialization> initialization = Optional.empty();

  @Option(
      names = "--distort",
      description = "Shift, scale, squeeze and shear training pictures (1998, section III.A).")
  private boolean distort;

  @Option(
      names = "--noise",
      paramLabel = "P",
      description = "Invert each pixel of training pictures with this probability (0.1 in 1998).")
  private Optional<Double> noise = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "FORMAT",
      description = "Of activations: ${COMPLETION-CANDIDATES}.")
  private Optional<Precision> precision = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Of each operation; 1 is fastest for LeNet-5.")
  private Optional<Integer> threads = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of everything random.")
  private Optional<Long> seed = Optional.empty();

  /** Returns the recipe for a network, with what the options change. */
  Recipe recipe(String network) {
    Recipe preset = recipe.map(Recipes::named).orElseGet(() -> Recipes.of(network));
    return new Recipe(
        preset.source(),
        batch.orElse(preset.batchSize()),
        epochs.orElse(preset.epochs()),
        budget.or(preset::budget),
        rate.orElse(preset.learningRate()),
        momentum.orElse(preset.momentum()),
        weightDecay.orElse(preset.weightDecay()),
        preset.schedule(),
        warmUp.orElse(preset.warmupEpochs()),
        preset.loss(),
        initialization.orElse(preset.initialization()),
        augmentations(preset),
        preset.averaging(),
        precision.orElse(preset.precision()),
        threads.orElse(preset.threads()),
        seed.orElse(preset.seed()));
  }

  private List<Augmentation> augmentations(Recipe preset) {
    List<Augmentation> augmentations = new ArrayList<>(preset.augmentations());
    if (distort) {
      augmentations.add(Recipes.DISTORTION);
    }
    noise.ifPresent(probability -> augmentations.add(new SaltAndPepper(probability)));
    return augmentations;
  }
}
