package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.foreign.ForeignGraph;
import dev.fovea.trainer.foreign.ImportException;
import dev.fovea.trainer.foreign.ImportRequest;
import dev.fovea.trainer.foreign.SampleScaling;
import dev.fovea.trainer.foreign.TensorList;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.publication.GraphPublication;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an ONNX classifier that nobody here trained into the model store. */
@Command(
    name = "import",
    description = {
      "Takes an ONNX classifier into the model store.",
      "Without --name it lists the graph's tensors and changes nothing."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  private static final double FLOAT32_EXACTNESS = 1e-4;

  /** Known ways to make samples of pixels. */
  enum Preset {
    /** RGB by ImageNet's mean and deviation. */
    IMAGENET,
    /** BGR less ImageNet's mean. */
    CAFFE,
    /** RGB from 0 to 1. */
    UNIT
  }

  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private Path file = Path.of(".");

  @Option(names = "--name", description = "The model's name in the store.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = "${env:FOVEA_ROOT:-.}/model-store/models",
      description = "Model store (${DEFAULT-VALUE}).")
  private Path models = Path.of(".");

  @Option(names = "--labels", paramLabel = "FILE", description = "A class a line.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--preprocessing",
      defaultValue = "IMAGENET",
      description = "How pixels become samples: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Preset preset = Preset.IMAGENET;

  @Option(
      names = "--mean",
      split = ",",
      description = "Subtracted from a pixel 0-255: one value, or red,green,blue.")
  private List<Float> mean = List.of();

  @Option(names = "--scale", split = ",", description = "Then multiplied: one value, or three.")
  private List<Float> scale = List.of();

  @Option(names = "--bgr", description = "The graph wants blue first.")
  private boolean bgr;

  @Option(
      names = "--side",
      defaultValue = "224",
      description = "Side, if the graph is open (${DEFAULT-VALUE}).")
  private int side = 224;

  @Option(
      names = "--resize",
      paramLabel = "PIXELS",
      description = "Shorter side before the centre crop; by default 8/7 of the side.")
  private Optional<Integer> resize = Optional.empty();

  @Option(names = "--output", description = "The output that tells the classes.")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--features",
      description = "The inner value that becomes the features; by default the last layer's input.")
  private Optional<String> features = Optional.empty();

  @Option(names = "--optimize", description = "Apply the passes: LRN in primitives and the rest.")
  private boolean optimized;

  @Override
  public Integer call() throws IOException, ImportException, ModelStoreException {
    OnnxGraph graph = OnnxGraph.read(file);
    if (name.isEmpty()) {
      System.out.print(TensorList.of(graph));
      System.out.println("Nothing was imported; give it a --name.");
      return 0;
    }
    ForeignGraph adapted =
        ForeignGraph.adapt(graph, new ImportRequest(samples(), side, output, features, optimized));
    ModelVersion version = publication(adapted).publish(new ModelStore(models));
    System.out.printf(
        "%s: %d classes, %s from '%s', features '%s'%n",
        version.folder(),
        adapted.classes(),
        adapted.activation() == ImageContract.Activation.NONE ? "probabilities" : "logits",
        adapted.probabilities(),
        adapted.features());
    return 0;
  }

  private SampleScaling samples() {
    if (mean.isEmpty() && scale.isEmpty()) {
      return switch (preset) {
        case IMAGENET -> SampleScaling.IMAGENET;
        case CAFFE -> SampleScaling.CAFFE;
        case UNIT -> SampleScaling.UNIT;
      };
    }
    return new SampleScaling(
        mean.isEmpty() ? List.of(0f) : mean, scale.isEmpty() ? List.of(1f) : scale, bgr);
  }

  private GraphPublication publication(ForeignGraph adapted) throws IOException, ImportException {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("importedFrom", file.getFileName().toString());
    provenance.put("producer", adapted.graph().toModel().getProducerName());
    provenance.put("optimized", String.valueOf(optimized));
    provenance.put("precision", "as imported");
    return new GraphPublication(
        name.orElseThrow(),
        "foreign",
        "imported from " + file.getFileName(),
        adapted.graph(),
        new ImageContract(
            adapted.input(),
            preprocessing(adapted),
            adapted.encoding(),
            adapted.probabilities(),
            adapted.activation(),
            Optional.of(adapted.features())),
        labels(adapted.classes()),
        FLOAT32_EXACTNESS,
        provenance,
        Map.of(),
        Map.of());
  }

  private Preprocessing preprocessing(ForeignGraph adapted) {
    int shorter = Math.max(adapted.height(), adapted.width());
    return new Preprocessing(
        adapted.channels() == 1 ? ColorMode.GRAY : ColorMode.RGB,
        255,
        new Resize.ShorterSide(resize.orElse(shorter * 8 / 7)),
        adapted.height(),
        adapted.width(),
        0,
        0);
  }

  private List<String> labels(int classes) throws IOException, ImportException {
    if (labels.isEmpty()) {
      return IntStream.range(0, classes).mapToObj(index -> "class " + index).toList();
    }
    List<String> lines =
        Files.readAllLines(labels.get()).stream().filter(line -> !line.isBlank()).toList();
    if (lines.size() != classes) {
      throw new ImportException(
          "%s has %d labels, the graph tells %d classes apart"
              .formatted(labels.get(), lines.size(), classes));
    }
    return lines;
  }
}
