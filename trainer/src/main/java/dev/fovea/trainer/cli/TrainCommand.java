package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.data.PrincipalColors;
import dev.fovea.trainer.data.Splits;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.publication.RunPublisher;
import dev.fovea.trainer.recipe.Recipe;
import dev.fovea.trainer.torch.Libtorch;
import dev.fovea.trainer.torch.TorchDevice;
import dev.fovea.trainer.torch.TorchModel;
import dev.fovea.trainer.training.EpochResult;
import dev.fovea.trainer.training.RunRecord;
import dev.fovea.trainer.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network on a data set and publishes it. */
@Command(
    name = "train",
    description = {
      "Trains a network on a data set and puts it into the model store.",
      "Ctrl-C writes a checkpoint and ends with status 130; the same command with --resume then"
          + " gives what it would have given without the interrupt."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  /** What may be left as it is while the rest is trained. */
  enum Freeze {
    /** Everything up to the features. */
    FEATURES
  }

  private static final int STOPPED = 3;
  private static final String CHECKPOINT = "checkpoint.safetensors";

  @Mixin private NetworkChoice choice = new NetworkChoice();

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Folder of the run's checkpoints; by default var/runs/NETWORK.")
  private Optional<Path> run = Optional.empty();

  @Option(names = "--resume", description = "Take up the run that the run folder holds.")
  private boolean resume;

  @Option(
      names = "--from",
      paramLabel = "RUN|MODEL",
      description =
          "Begin with the weights of another run's folder, or of a model of the store (name or"
              + " name/version), wherever shapes agree: another number of classes draws the last"
              + " layer anew.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--freeze",
      paramLabel = "WHAT",
      description = "Leave weights as they are, up to the layer named: ${COMPLETION-CANDIDATES}.")
  private Optional<Freeze> freeze = Optional.empty();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "DURATION",
      defaultValue = "10m",
      converter = DurationConverter.class,
      description = "Time between two checkpoints (${DEFAULT-VALUE}).")
  private Duration checkpointEvery = Duration.ofMinutes(10);

  @Option(
      names = "--device",
      paramLabel = "WHERE",
      defaultValue = "AUTO",
      description = "Where to compute: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private TorchDevice.Choice device = TorchDevice.Choice.AUTO;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = "${env:FOVEA_ROOT:-.}/model-store/models",
      description = "Model store that the network is published in (${DEFAULT-VALUE}).")
  private Path models = Path.of(".");

  @Option(
      names = "--show-pictures",
      description = "Let the report show test pictures, where their licence lets you pass them on.")
  private boolean showPictures;

  @Mixin private RecipeOptions recipeOptions = new RecipeOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Recipe recipe = recipeOptions.recipe(choice.name());
    Libtorch.threads(recipe.threads());
    TorchDevice chosen = TorchDevice.of(device);
    DataSet set = data.open();
    Splits splits = data.splits(set, choice.asInPaper());
    Network network = choice.withClasses(splits.classes().size());
    System.out.printf("training %s on %s in %s%n", network.name(), chosen, recipe.precision());
    try (TorchModel model =
        new TorchModel(
            network,
            recipe.initialization(),
            recipe.precision(),
            chosen,
            recipe.seed(),
            parameter -> frozen(network, parameter))) {
      return train(model, recipe, set, splits, chosen);
    }
  }

  private boolean frozen(Network network, Parameter parameter) {
    int features =
        IntStream.range(0, network.layers().size())
            .filter(index -> network.layers().get(index) instanceof Features)
            .findFirst()
            .orElse(0);
    return freeze.isPresent() && parameter.layer() < features;
  }

  private int train(TorchModel model, Recipe recipe, DataSet set, Splits splits, TorchDevice chosen)
      throws IOException, InterruptedException {
    PrincipalColors colors = PrincipalColors.of(splits.training());
    model.center(colors.means());
    Path folder = folder(model.network());
    RunRecord record = record(recipe, chosen);
    if (resume) {
      record.requireSame(folder);
    } else {
      if (from.isPresent()) {
        StartingPoint start = new StartingPoint(from.get(), models);
        System.out.println(start.fill(model, CHECKPOINT, choice::withClasses));
      }
      record.write(folder);
    }
    Trainer trainer =
        new Trainer(
            model,
            recipe,
            splits,
            colors,
            folder.resolve(CHECKPOINT),
            checkpointEvery,
            InstantSource.system(),
            new ConsoleListener());
    if (resume) {
      trainer.resume();
    }
    List<EpochResult> history;
    try (Interrupt _ = new Interrupt(trainer::stop)) {
      history = trainer.train();
    }
    if (!trainer.finished()) {
      System.out.println("stopped; the same command with --resume goes on from " + folder);
      return STOPPED;
    }
    publish(model, recipe, set, splits, history, record);
    return 0;
  }

  private RunRecord record(Recipe recipe, TorchDevice chosen)
      throws IOException, InterruptedException {
    Map<String, String> settled = new LinkedHashMap<>();
    settled.put("network", choice.description());
    settled.put("data", data.name());
    settled.put("dataSha256", data.digest());
    settled.put("division", data.division());
    settled.put("from", from.map(TrainCommand::origin).orElse("none"));
    settled.put("freeze", freeze.map(Freeze::name).orElse("none"));
    settled.put("device", chosen.toString());
    return new RunRecord(settled, recipe.describe(), Surroundings.now());
  }

  /** A model travels: what it says of itself names no folder of the machine it was trained on. */
  private static String origin(String runOrModel) {
    Path run = Path.of(runOrModel);
    return Files.isDirectory(run) ? "run " + run.toAbsolutePath().getFileName() : runOrModel;
  }

  private Path folder(Network network) throws IOException {
    Path folder =
        run.orElseGet(() ->
            Path.of(System.getenv().getOrDefault("FOVEA_ROOT", "."))
                .resolve("var/runs")
                .resolve(network.name()));
    Files.createDirectories(folder);
    if (!resume && Files.exists(folder.resolve(CHECKPOINT))) {
      throw new IOException(
          folder + " holds a run already: --resume takes it up, --run names another folder");
    }
    return folder;
  }

  private void publish(
      TorchModel model,
      Recipe recipe,
      DataSet set,
      Splits splits,
      List<EpochResult> history,
      RunRecord record)
      throws IOException, InterruptedException {
    if (recipe.averaging() > 0) {
      model.swapAverage();
    }
    Map<String, String> provenance = new LinkedHashMap<>(record.settled());
    provenance.putAll(record.surroundings());
    provenance.put("seed", String.valueOf(recipe.seed()));
    provenance.put("recipe", recipe.source());
    provenance.put("trainedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    try {
      ModelVersion version =
          new RunPublisher(recipe, splits, set.testing(), provenance, showPictures)
              .publish(model.weights(), history, new ModelStore(models));
      System.out.printf("published %s: %s%n", version.folder(), version.manifest().description());
    } catch (ModelStoreException e) {
      throw new IOException("not published: " + e.getMessage(), e);
    }
  }
}
