package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.data.DataSet;
import dev.fovea.trainer.evaluate.Crops;
import dev.fovea.trainer.evaluate.FolderPictures;
import dev.fovea.trainer.evaluate.PictureRun;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.RecognizeNormalization;
import dev.fovea.trainer.publication.GraphPublication;
import dev.fovea.trainer.quantization.ModelQuantization;
import dev.fovea.trainer.quantization.QuantizationReport;
import dev.fovea.trainer.quantization.Quantizer;
import dev.fovea.trainer.quantization.SpeedComparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a model version to int8, measures the loss and publishes it. */
@Command(
    name = "quantize",
    description = "Brings a model to int8, measures what that costs and publishes it.",
    mixinStandardHelpOptions = true)
final class QuantizeCommand implements Callable<Integer> {

  /** A code may fall to its neighbour on another processor; several steps add up. */
  private static final double INT8_EXACTNESS = 0.02;

  private static final int TOO_LOSSY = 1;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--calibrate-on",
      required = true,
      paramLabel = "DIR",
      description = "<class>/ folders of training pictures.")
  private Path calibration = Path.of(".");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Test pictures, as evaluate takes them.")
  private Path data = Path.of(".");

  @Option(
      names = "--pictures",
      defaultValue = "256",
      description = "How many to calibrate on (${DEFAULT-VALUE}).")
  private int pictures = 256;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Model store to publish in; by default the same.")
  private Optional<Path> target = Optional.empty();

  @Option(names = "--name", description = "Name to publish under; by default the same.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--max-loss",
      paramLabel = "SHARE",
      defaultValue = "0.005",
      description = "Largest loss of top-1 accuracy that is published (${DEFAULT-VALUE}).")
  private double maxLoss = 0.005;

  @Option(names = "--threads", description = "Threads of ONNX Runtime; by default every core.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--speed",
      description = "Also time it, in turns with float32 and the LRN operator, at batch 16 and 32.")
  private boolean speed;

  @Override
  public Integer call() throws IOException, ModelStoreException {
    ModelVersion source = model.read();
    OnnxGraph exact = exact(source);
    ImageContract contract =
        source
            .manifest()
            .image()
            .orElseThrow(() -> new IllegalArgumentException("the model classifies no pictures"));
    int cores = threads.orElse(Runtime.getRuntime().availableProcessors());
    ModelQuantization quantization = new ModelQuantization(contract, source.labels(), cores);
    TestPictures shown = FolderPictures.open(calibration);
    List<Integer> sample = ModelQuantization.sample(shown, pictures);
    Quantizer.Result quantized = quantization.quantize(exact, shown, sample);
    QuantizationReport report =
        quantization.compare(exact, quantized, DataSet.testPictures(data), shown, sample);
    print(report);
    if (speed) {
      printSpeed(exact, quantized.graph(), shown, contract, cores);
    }
    if (report.loss() > maxLoss) {
      System.err.printf(
          Locale.ROOT,
          "fovea: not published, %.4f is lost, allowed %.4f%n",
          report.loss(),
          maxLoss);
      return TOO_LOSSY;
    }
    ModelVersion version =
        publication(source, contract, quantized.graph(), report)
            .publish(new ModelStore(target.orElse(model.store())));
    System.out.printf(
        Locale.ROOT, "%s: %.1f MB%n", version.folder(), Files.size(version.graph()) / 1e6);
    return 0;
  }

  private static OnnxGraph exact(ModelVersion source) throws IOException {
    OnnxGraph graph = OnnxGraph.read(source.graph());
    if (graph.nodes().stream().anyMatch(node -> node.getOpType().equals("QuantizeLinear"))) {
      throw new IllegalArgumentException(
          "%s/%d is in int8 already; name a version in float32, as ./fovea export writes from a run"
              .formatted(source.manifest().name(), source.manifest().version()));
    }
    return graph;
  }

  private GraphPublication publication(
      ModelVersion source, ImageContract contract, OnnxGraph graph, QuantizationReport report)
      throws IOException {
    Manifest manifest = source.manifest();
    Map<String, String> provenance = new LinkedHashMap<>(manifest.provenance());
    provenance.put("precision", "int8");
    provenance.put("quantizedFrom", source.digest());
    provenance.put("calibrationPictures", String.valueOf(report.calibrationPictures()));
    provenance.put("calibrationSha256", report.calibrationSha256());
    provenance.put("calibrationMethod", report.calibrationMethod());
    Map<String, Double> measured = new LinkedHashMap<>(manifest.measured());
    measured.put("top1", report.top1());
    measured.put("top5", report.top5());
    measured.put("float32Top1", report.float32Top1());
    measured.put("float32Top5", report.float32Top5());
    measured.put("featuresOverlapAt6", report.featuresOverlapAt6());
    Map<String, byte[]> files = reportOf(source);
    files.put("quantization.json", JsonFile.text(report).getBytes(StandardCharsets.UTF_8));
    return new GraphPublication(
        name.orElse(manifest.name()),
        manifest.architecture(),
        manifest.description()
            + String.format(Locale.ROOT, "; in int8 %.2f %% right", 100 * report.top1()),
        graph,
        contract,
        source.labels(),
        INT8_EXACTNESS,
        provenance,
        measured,
        files);
  }

  private static Map<String, byte[]> reportOf(ModelVersion source) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String folder = "report/";
    for (String path : source.manifest().files().keySet()) {
      if (path.startsWith(folder)) {
        files.put(
            path.substring(folder.length()), Files.readAllBytes(source.folder().resolve(path)));
      }
    }
    return files;
  }

  private static void printSpeed(
      OnnxGraph exact, OnnxGraph quantized, TestPictures shown, ImageContract contract, int cores) {
    OnnxGraph withOperator = exact.copy();
    new RecognizeNormalization().apply(withOperator);
    for (int images : List.of(16, 32)) {
      var batch =
          new PictureRun(contract, Crops.CENTER, images)
              .inputs(shown, ModelQuantization.sample(shown, images))
              .getFirst();
      SpeedComparison compared = SpeedComparison.of(withOperator, quantized, batch, images, cores);
      System.out.printf(
          Locale.ROOT,
          "batch %d: %.0f images/s in float32, %.0f in int8, %.1f times as many%n",
          images,
          compared.slowImagesPerSecond(),
          compared.fastImagesPerSecond(),
          compared.ratio());
    }
  }

  private static void print(QuantizationReport report) {
    System.out.printf(
        Locale.ROOT,
        "%d images: top-1 %.2f %% in float32, %.2f %% in int8; features overlap@6 %.3f;"
            + " normalisation errors %s%n",
        report.images(),
        100 * report.float32Top1(),
        100 * report.top1(),
        report.featuresOverlapAt6(),
        report.normalizationErrors());
  }
}
