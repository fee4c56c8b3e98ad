package dev.fovea.trainer.training;

import dev.fovea.trainer.data.Augmenter;
import dev.fovea.trainer.data.Batch;
import dev.fovea.trainer.data.BatchLoader;
import dev.fovea.trainer.data.PrincipalColors;
import dev.fovea.trainer.data.Seeds;
import dev.fovea.trainer.data.Shuffle;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.recipe.Progress;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.torch.Descent;
import dev.fovea.trainer.torch.TorchModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a network by a recipe: epochs of steps, a measurement after each, checkpoints in between.
 * The same seed gives the same numbers, also when the run was interrupted and resumed in between,
 * unless progress is measured in time.
 */
public final class Trainer {

  private static final int LOADER_THREADS = 2;

  private final TorchModel model;
  private final Recipe recipe;
  private final Splits splits;
  private final Augmenter augmenter;
  private final Augmenter plain;
  private final Path checkpoint;
  private final Duration checkpointEvery;
  private final InstantSource clock;
  private final TrainingListener listener;
  private final List<EpochResult> history = new ArrayList<>();

  private int epoch;
  private int place;
  private Totals totals = Totals.NONE;
  private long steps;
  private long elapsedBefore;
  private long begun;
  private long lastCheckpoint;
  private volatile boolean stopping;

  /**
   * Prepares a run.
   *
   * @param checkpoint the file that checkpoints are written to
   * @param checkpointEvery time between two of them
   */
  public Trainer(
      TorchModel model,
      Recipe recipe,
      Splits splits,
      PrincipalColors colors,
      Path checkpoint,
      Duration checkpointEvery,
      InstantSource clock,
      TrainingListener listener) {
    this.model = model;
    this.recipe = recipe;
    this.splits = splits;
    this.augmenter =
        new Augmenter(
            recipe.augmentations(), splits.training().shape(), model.network().input(), colors);
    this.plain =
        new Augmenter(List.of(), splits.testing().shape(), model.network().input(), colors);
    this.checkpoint = checkpoint;
    this.checkpointEvery = checkpointEvery;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Takes up the run that the checkpoint file holds.
   *
   * @throws IOException if it cannot be read, or belongs to another recipe, naming what differs
   */
  public void resume() throws IOException {
    Checkpoint saved = CheckpointFile.read(checkpoint, model.state());
    for (var value : recipe.describe().entrySet()) {
      String before = saved.recipe().get(value.getKey());
      if (!value.getValue().equals(before)) {
        throw new IOException(
            "cannot resume: %s was %s, now %s".formatted(value.getKey(), before, value.getValue()));
      }
    }
    epoch = saved.epoch();
    place = saved.place();
    steps = saved.steps();
    elapsedBefore = saved.elapsedMillis();
    totals = saved.totals().orElse(Totals.NONE);
    history.addAll(saved.history());
  }

  /** Asks the run to write a checkpoint and end after the current step. Any thread may call it. */
  public void stop() {
    stopping = true;
  }

  /**
   * Trains until the recipe is done or {@link #stop} is called.
   *
   * @return what each complete epoch measured
   * @throws IOException if the checkpoint at the end cannot be written
   */
  public List<EpochResult> train() throws IOException, InterruptedException {
    begun = clock.millis();
    lastCheckpoint = begun;
    while (!stopping && !finished()) {
      trainEpoch();
    }
    writeCheckpoint();
    return List.copyOf(history);
  }

  /** Returns whether the run came to its end, rather than being stopped. */
  public boolean finished() {
    return progress().share() >= 1 || recipe.schedule().finished(progress());
  }

  private void trainEpoch() throws InterruptedException {
    long start = clock.millis();
    long epochSeed = Seeds.mix(recipe.seed(), epoch);
    int[] order = Shuffle.of(splits.training().size(), epochSeed);
    listener.epochBegins(epoch + 1, order.length - place);
    try (BatchLoader loader =
        new BatchLoader(
            splits.training(),
            augmenter,
            order,
            place,
            recipe.batchSize(),
            epochSeed,
            splits.unreadable(),
            LOADER_THREADS)) {
      while (loader.hasNext() && !stopping && progress().share() < 1) {
        step(loader.next());
        checkpointIfDue();
      }
    }
    if (!stopping) {
      measure((clock.millis() - start) / 1e3);
    }
  }

  private void step(Batch batch) {
    double rate = learningRate();
    TorchModel.Step step =
        model.step(
            batch.pixels(),
            batch.labels(),
            recipe.loss(),
            new Descent(rate, recipe.momentum(), recipe.weightDecay()),
            Seeds.mix(recipe.seed(), ~steps));
    steps++;
    place += batch.size();
    if (recipe.averaging() > 0) {
      model.averageIn(Math.max(1 - recipe.averaging(), 1.0 / steps));
    }
    totals = totals.plus(step, batch.size(), rate);
    listener.stepped(batch.size(), step.loss(), rate, left());
  }

  private void measure(double seconds) throws InterruptedException {
    epoch++;
    place = 0;
    if (recipe.averaging() > 0) {
      model.swapAverage();
    }
    Accuracy accuracy =
        Accuracy.of(model, splits.testing(), plain, splits.unreadable(), LOADER_THREADS);
    if (recipe.averaging() > 0) {
      model.swapAverage();
    }
    EpochResult result = totals.result(epoch, accuracy, seconds);
    totals = Totals.NONE;
    history.add(result);
    listener.epochEnded(result);
  }

  private double learningRate() {
    Progress progress = progress();
    double warmth =
        recipe.warmupEpochs() == 0
            ? 1
            : Math.min(1, (progress.epoch() + 1e-3) / recipe.warmupEpochs());
    return recipe.learningRate() * warmth * recipe.schedule().factor(progress);
  }

  private Progress progress() {
    double epochs = epoch + (double) place / splits.training().size();
    double share =
        recipe
            .budget()
            .map(budget -> (double) elapsed() / budget.toMillis())
            .orElse(epochs / recipe.epochs());
    return new Progress(
        epochs, Math.min(1, share), history.stream().map(EpochResult::error).toList());
  }

  private long elapsed() {
    return elapsedBefore + clock.millis() - begun;
  }

  private Duration left() {
    double share = progress().share();
    return Duration.ofMillis(share == 0 ? 0 : Math.round(elapsed() * (1 - share) / share));
  }

  private void checkpointIfDue() {
    if (clock.millis() - lastCheckpoint < checkpointEvery.toMillis()) {
      return;
    }
    try {
      writeCheckpoint();
      listener.checkpointed("checkpoint written");
    } catch (IOException e) {
      listener.checkpointed(String.valueOf(e.getMessage()));
    }
    lastCheckpoint = clock.millis();
  }

  private Optional<Totals> partOfEpoch() {
    return Optional.of(totals).filter(part -> part.pictures() > 0);
  }

  private void writeCheckpoint() throws IOException {
    CheckpointFile.write(
        checkpoint,
        new Checkpoint(recipe.describe(), epoch, place, steps, elapsed(), partOfEpoch(), history),
        model.state());
  }
}
