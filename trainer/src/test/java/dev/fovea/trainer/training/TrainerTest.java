package dev.fovea.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.trainer.data.PrincipalColors;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.recipe.Augmentation.AffineDistortion;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.recipe.Schedule;
import dev.fovea.trainer.torch.Initialization;
import dev.fovea.trainer.torch.Libtorch;
import dev.fovea.trainer.torch.Loss;
import dev.fovea.trainer.torch.Precision;
import dev.fovea.trainer.torch.TorchDevice;
import dev.fovea.trainer.torch.TorchModel;
import dev.fovea.trainer.torch.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final Splits SPLITS = DrawnSplits.of(120);

  @TempDir private Path folder;

  @BeforeAll
  static void useOneThread() {
    Libtorch.threads(1);
  }

  @Test
  void learnsTheDrawnClasses() throws Exception {
    try (TorchModel model = model()) {
      List<EpochResult> history = trainer(model, recipe(6), "run", new Silence()).train();

      assertThat(history).hasSize(6);
      assertThat(history.getLast().error()).isZero();
      assertThat(history.getLast().trainingLoss()).isLessThan(history.getFirst().trainingLoss());
    }
  }

  @Test
  void givesTheSameNumbersTwice() throws Exception {
    List<float[]> first = numbers(4, "first");

    assertThat(numbers(4, "second")).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void givesTheSameNumbersAfterAnInterruptAsWithoutOne() throws Exception {
    List<float[]> uninterrupted = numbers(4, "whole");

    List<float[]> resumed;
    try (TorchModel model = model()) {
      StopAfter listener = new StopAfter(13);
      Trainer first = trainer(model, recipe(4), "parts", listener);
      listener.trainer = first;
      first.train();
      assertThat(first.finished()).isFalse();
    }
    try (TorchModel model = model()) {
      Trainer second = trainer(model, recipe(4), "parts", new Silence());
      second.resume();
      second.train();
      resumed = numbers(model);
    }

    assertThat(resumed).usingRecursiveComparison().isEqualTo(uninterrupted);
  }

  @Test
  void refusesToResumeWithAnotherRecipe() throws Exception {
    try (TorchModel model = model()) {
      trainer(model, recipe(1), "run", new Silence()).train();

      Trainer other = trainer(model, recipe(2), "run", new Silence());

      assertThatThrownBy(other::resume)
          .isInstanceOf(IOException.class)
          .hasMessage("cannot resume: epochs was 1, now 2");
    }
  }

  @Test
  void refusesACheckpointThatIsCut() throws Exception {
    try (TorchModel model = model()) {
      trainer(model, recipe(1), "run", new Silence()).train();
      Path file = folder.resolve("run");
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));

      Trainer resumed = trainer(model, recipe(1), "run", new Silence());

      assertThatThrownBy(resumed::resume)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends early");
    }
  }

  private List<float[]> numbers(int epochs, String name) throws Exception {
    try (TorchModel model = model()) {
      trainer(model, recipe(epochs), name, new Silence()).train();
      return numbers(model);
    }
  }

  private static List<float[]> numbers(TorchModel model) {
    TrainingState state = model.state();
    return state.entries().stream().map(state::read).toList();
  }

  private static TorchModel model() {
    Network network = Networks.named("lenet5-relu", NetworkOptions.NONE.withClasses(4));
    return new TorchModel(
        network, Initialization.UNIT_GAIN, Precision.FLOAT32, TorchDevice.CPU, 7, _ -> false);
  }

  private Trainer trainer(TorchModel model, Recipe recipe, String name, TrainingListener listener) {
    return new Trainer(
        model,
        recipe,
        SPLITS,
        PrincipalColors.of(SPLITS.training()),
        folder.resolve(name),
        Duration.ofHours(1),
        InstantSource.system(),
        listener);
  }

  private static Recipe recipe(int epochs) {
    return new Recipe(
        "test",
        16,
        epochs,
        Optional.empty(),
        0.01,
        0.9,
        1e-4,
        new Schedule.Cosine(),
        0.5,
        new Loss.CrossEntropy(0.1),
        Initialization.UNIT_GAIN,
        List.of(new AffineDistortion(1, 0.05, 0.05, 0.1)),
        0.9,
        Precision.FLOAT32,
        1,
        7);
  }

  private static class Silence implements TrainingListener {
    @Override
    public void epochBegins(int epoch, int pictures) {}

    @Override
    public void stepped(int pictures, double loss, double learningRate, Duration left) {}

    @Override
    public void epochEnded(EpochResult result) {}

    @Override
    public void checkpointed(String message) {}
  }

  private static final class StopAfter extends Silence {

    private final List<Integer> steps = new ArrayList<>();
    private final int last;
    private @Nullable Trainer trainer;

    private StopAfter(int last) {
      this.last = last;
    }

    @Override
    public void stepped(int pictures, double loss, double learningRate, Duration left) {
      steps.add(pictures);
      if (steps.size() == last && trainer != null) {
        trainer.stop();
      }
    }
  }
}
