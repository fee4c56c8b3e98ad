package dev.fovea.trainer.cli;

import static dev.fovea.trainer.network.Layer.activation;
import static dev.fovea.trainer.network.Layer.convolution;
import static dev.fovea.trainer.onnx.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.fovea.modelstore.ImageContract.Activation;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.network.Layer.Activation.Function;
import dev.fovea.trainer.network.Layer.Features;
import dev.fovea.trainer.network.Layer.FullyConnected;
import dev.fovea.trainer.network.Layer.LocalResponseNormalization;
import dev.fovea.trainer.network.Layer.MaxPooling;
import dev.fovea.trainer.network.Layer.Scaling;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.RandomWeights;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Passes;
import dev.fovea.trainer.onnx.Tensors;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drives the commands as a person would: import, evaluate, quantize. */
class ModelCommandsTest {

  private static final List<Color> COLORS = List.of(Color.RED, Color.GREEN, Color.BLUE);
  private static final List<String> NAMES = List.of("red", "green", "blue");

  @TempDir private Path folder;

  @BeforeEach
  void drawPictures() throws IOException {
    for (int index = 0; index < NAMES.size(); index++) {
      for (int picture = 0; picture < 4; picture++) {
        draw("data/%s/%d.png".formatted(NAMES.get(index), picture), COLORS.get(index), picture);
      }
    }
    Files.write(folder.resolve("labels.txt"), NAMES);
  }

  @Test
  void importsAForeignGraphAndMeasuresIt() throws IOException, ModelStoreException {
    write(meanOfChannels());

    assertThat(run("import", file(), "--name", "colors", "--models", store(), "--labels", labels()))
        .isZero();

    ModelVersion version = new ModelStore(folder.resolve("store")).read("colors", 1);
    assertThat(version.labels()).isEqualTo(NAMES);
    assertThat(version.manifest().image().orElseThrow().encoding())
        .isInstanceOf(Encoding.Normalized.class);
    assertThat(version.manifest().image().orElseThrow().activation()).isEqualTo(Activation.SOFTMAX);
    assertThat(evaluate("colors", "1")).isZero();
  }

  @Test
  void failsTheEvaluationThatIsBelowWhatWasAsked() throws IOException {
    write(meanOfChannels());
    run("import", file(), "--name", "colors", "--models", store(), "--labels", labels());
    draw("data/red/wrong.png", Color.BLUE, 9);

    assertThat(evaluate("colors/1", "0.99")).isEqualTo(1);

    JsonNode report = JsonMapper.shared().readTree(Files.readString(folder.resolve("out.json")));
    assertThat(report.path("images").asInt()).isEqualTo(13);
    assertThat(report.path("top1").asDouble()).isEqualTo(12.0 / 13);
    assertThat(report.path("top5").asDouble()).isEqualTo(1);
  }

  @Test
  void takesOrderAndNamesOfTheClassesFromTheirList() throws IOException {
    write(meanOfChannels());
    Files.write(folder.resolve("labels.txt"), List.of("rouge", "vert", "bleu"));
    Files.write(folder.resolve("classes.txt"), List.of("red\trouge", "green\tvert", "blue\tbleu"));
    run("import", file(), "--name", "colors", "--models", store(), "--labels", labels());

    assertThat(evaluate("colors", "1")).isZero();
  }

  @Test
  void refusesLabelsThatAreTooFew() throws IOException {
    write(meanOfChannels());
    Files.writeString(folder.resolve("labels.txt"), "one\n");

    assertThat(run("import", file(), "--name", "colors", "--models", store(), "--labels", labels()))
        .isEqualTo(1);
    assertThat(folder.resolve("store/colors")).doesNotExist();
  }

  @Test
  void listsTensorsWithoutAName() throws IOException {
    write(meanOfChannels());

    assertThat(run("import", file(), "--models", store())).isZero();
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void quantizesAModelOfTheStore() throws IOException, ModelStoreException {
    write(smallNetwork());
    run("import", file(), "--name", "small", "--models", store(), "--resize", "16");

    assertThat(
            run(
                "quantize",
                "small",
                "--models",
                store(),
                "--calibrate-on",
                data(),
                "--data",
                data(),
                "--max-loss",
                "1",
                "--speed"))
        .isZero();

    ModelVersion version = new ModelStore(folder.resolve("store")).read("small", 2);
    assertThat(version.manifest().provenance())
        .containsEntry("precision", "int8")
        .containsKeys("calibrationSha256", "quantizedFrom");
    assertThat(version.manifest().measured())
        .containsKeys("top1", "float32Top1", "featuresOverlapAt6");
    assertThat(OnnxGraph.read(version.graph()).nodes())
        .extracting(node -> node.getOpType())
        .contains("QuantizeLinear")
        .doesNotContain("LRN", "Sqrt");
    StringWriter error = new StringWriter();
    assertThat(
            TrainerCli.commandLine()
                .setErr(new PrintWriter(error, true))
                .execute(
                    "quantize",
                    "small",
                    "--models",
                    store(),
                    "--calibrate-on",
                    data(),
                    "--data",
                    data()))
        .isEqualTo(1);
    assertThat(error.toString()).contains("small/2 is in int8 already; name a version in float32");
  }

  @Test
  void saysWhichModelsThereAre() {
    assertThat(run("evaluate", "nothing", "--models", store(), "--data", data())).isEqualTo(1);
  }

  @Test
  void printsASummary() {
    assertThat(run("summary", "lenet5", "--json")).isZero();
    assertThat(run("summary", "lenet6")).isEqualTo(1);
  }

  private int evaluate(String model, String atLeast) {
    return run(
        "evaluate",
        model,
        "--models",
        store(),
        "--data",
        data(),
        "--at-least",
        atLeast,
        "--json",
        folder.resolve("out.json").toString());
  }

  private static int run(String... arguments) {
    return TrainerCli.run(arguments);
  }

  private String store() {
    return folder.resolve("store").toString();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String file() {
    return folder.resolve("model.onnx").toString();
  }

  private String labels() {
    return folder.resolve("labels.txt").toString();
  }

  private void write(OnnxGraph graph) throws IOException {
    Files.write(folder.resolve("model.onnx"), graph.toBytes());
  }

  /** Tells red, green and blue by the mean of each channel. */
  private static OnnxGraph meanOfChannels() {
    OnnxGraph graph = new OnnxGraph("colors", "means of the channels");
    graph.addInput(Tensors.declaration("x", DataType.FLOAT, List.of(-1L, 3L, 7L, 7L)));
    graph.add(node("GlobalAveragePool", "pooled", List.of("x")));
    graph.add(node("Flatten", "means", List.of("pooled")));
    graph.setConstant("w", Tensors.floats(new float[] {5, 0, 0, 0, 5, 0, 0, 0, 5}, 3, 3));
    graph.add(node("MatMul", "logits", List.of("means", "w")));
    graph.openOutput("logits");
    return graph;
  }

  private static OnnxGraph smallNetwork() {
    Network network =
        new Network(
            "small",
            new Shape(3, 16, 16),
            List.of(
                new Scaling(1.0 / 255, 0),
                convolution(8, 3),
                activation(Function.RELU),
                new LocalResponseNormalization(5, 1e-2, 0.75, 2),
                new MaxPooling(2, 2),
                new FullyConnected(12),
                activation(Function.RELU),
                new Features(),
                new FullyConnected(3)));
    OnnxGraph graph = NetworkGraph.of(RandomWeights.of(network, 8));
    graph.removeOutput(NetworkGraph.FEATURES);
    Passes.applyStandard(graph);
    return graph;
  }

  private void draw(String name, Color color, int variation) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 20, 20);
    graphics.setColor(Color.GRAY);
    graphics.fillRect(variation, 2 * variation, 3, 3);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
