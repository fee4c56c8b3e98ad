package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.evaluate.Crops;
import dev.fovea.trainer.evaluate.Evaluation;
import dev.fovea.trainer.evaluate.EvaluationReport;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.onnx.GraphSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Measures a model of the store on labelled pictures, as the service would answer them. */
@Command(
    name = "evaluate",
    description = "Measures a model of the store, through ONNX Runtime, on labelled pictures.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

  private static final int MISSED = 1;
  private static final int BATCH = 32;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "IDX archives, CIFAR-10 batches, a folder with val/ or test/, or <class>/*.")
  private Path data = Path.of(".");

  @Option(
      names = "--crops",
      defaultValue = "1",
      description = "Crops a picture, 1 or 10 (${DEFAULT-VALUE}).")
  private int crops = 1;

  @Option(
      names = "--at-least",
      paramLabel = "SHARE",
      description = "Exit with 1 below this top-1 accuracy, such as 0.989.")
  private Optional<Double> atLeast = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to a file.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--threads", description = "Threads of ONNX Runtime; by default all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException, ModelStoreException {
    EvaluationReport report = evaluate(model.read(), DataSet.testPictures(data));
    System.out.printf(
        Locale.ROOT,
        "%s/%d: top-1 %.2f %%, top-5 %.2f %% of %d pictures, %d crop(s) each, in %.1f s%n",
        report.model(),
        report.version(),
        100 * report.top1(),
        100 * report.top5(),
        report.images(),
        report.crops(),
        report.seconds());
    report
        .unreadable()
        .forEach(one -> System.out.println("unreadable: " + one.name() + ": " + one.reason()));
    if (json.isPresent()) {
      write(json.get(), report);
    }
    if (atLeast.isPresent() && report.top1() < atLeast.get()) {
      System.out.printf(Locale.ROOT, "below the %.4f that was asked for%n", atLeast.get());
      return MISSED;
    }
    return 0;
  }

  private EvaluationReport evaluate(ModelVersion version, TestPictures pictures) {
    ImageContract contract =
        version
            .manifest()
            .image()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    version.manifest().name() + " does not take pictures"));
    try (GraphSession session = new GraphSession(version.graph(), threads);
        ProgressBar bar = Terminal.bar("evaluating", pictures.size())) {
      return new Evaluation(contract, version.labels(), Crops.of(crops), BATCH)
          .run(
              session,
              version.manifest().name(),
              version.manifest().version(),
              pictures,
              bar::stepBy);
    }
  }

  private static void write(Path file, EvaluationReport report) throws IOException {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, mapper.writeValueAsString(report) + "\n");
  }
}
