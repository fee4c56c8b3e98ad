package dev.fovea.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.Parameter.Role;
import dev.fovea.trainer.network.Weights;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.StoredWeights;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drives training as a person would, on bars of several heights. */
class TrainCommandTest {

  private static final int EACH = 6;
  private static final int FIRST_CONVOLUTION = 1;

  @TempDir private Path folder;

  @Test
  void publishesWhatItTrainedAndRecordsWhatWith() throws Exception {
    draw("bars", 3);
    Files.writeString(folder.resolve("bars/train/bar 0/not ä picture.png"), "text");

    assertThat(train("bars", "first", "--hold-out", "0.3")).isZero();

    ModelVersion version = new ModelStore(folder.resolve("store")).read("lenet5-relu", 1);
    assertThat(version.labels()).containsExactly("bar 0", "bar 1", "bar 2");
    assertThat(version.manifest().provenance())
        .containsEntry("data", "bars")
        .containsEntry("seed", "1998")
        .containsEntry("from", "none")
        .containsEntry("device", "CPU")
        .containsKeys("dataSha256", "java", "libtorch", "onnxruntime");
    JsonNode record =
        JsonMapper.shared().readTree(Files.readString(folder.resolve("first/run.json")));
    assertThat(record.path("recipe").path("epochs").asString()).isEqualTo("1");
    assertThat(record.path("settled").path("dataSha256").asString())
        .isEqualTo(version.manifest().provenance().get("dataSha256"));
  }

  @Test
  void writesFeaturesAndAReportOfWhatItTrained() throws Exception {
    draw("bars", 3);
    Files.writeString(folder.resolve("bars/train/bar 0/broken.png"), "text");
    train("bars", "first", "--hold-out", "0.3");
    Path pictures = folder.resolve("bars/train");
    Path csv = folder.resolve("features.csv");
    Path report = folder.resolve("report");

    assertThat(stored("features", "--data", pictures, "--out", csv)).isZero();
    assertThat(stored("report", "--data", pictures, "--out", report)).isZero();

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(1 + 3 * EACH);
    assertThat(lines.getFirst()).startsWith("picture,class,f0,f1,").endsWith(",f499");
    assertThat(lines.get(1)).startsWith("\"" + pictures.resolve("bar 0/0.png") + "\",\"bar 0\",");
    assertThat(Files.readString(report.resolve("index.html"))).contains("neighbors.png");
    assertThat(report.resolve("neighbors.png")).isNotEmptyFile();
  }

  @Test
  void leavesTheFeaturesOfAStoredModelAsTheyAre() throws Exception {
    draw("bars", 3);
    train("bars", "first", "--hold-out", "0.3");
    draw("more", 4);

    assertThat(
            train(
                "more",
                "second",
                "--hold-out",
                "0.3",
                "--from",
                "lenet5-relu/1",
                "--freeze",
                "features"))
        .isZero();

    assertThat(kernels(2, 4)).isEqualTo(kernels(1, 3));
  }

  @Test
  void trainsAllOfAStoredModelOn() throws Exception {
    draw("bars", 3);
    train("bars", "first", "--hold-out", "0.3");

    assertThat(train("bars", "second", "--hold-out", "0.3", "--from", "lenet5-relu")).isZero();

    float[] before = kernels(1, 3);
    float[] after = kernels(2, 3);
    double moved = 0;
    double length = 0;
    for (int at = 0; at < before.length; at++) {
      moved += Math.pow(after[at] - before[at], 2);
      length += Math.pow(before[at], 2);
    }
    assertThat(moved).isPositive().isLessThan(0.1 * length);
  }

  @Test
  void refusesToBeginWithWhatIsNoModelOfThisNetwork() throws Exception {
    draw("bars", 3);

    assertThat(train("bars", "first", "--hold-out", "0.3", "--from", "nowhere")).isEqualTo(1);
  }

  @Test
  void refusesToResumeOnOtherData() throws Exception {
    draw("bars", 3);
    train("bars", "first", "--hold-out", "0.3");
    draw("more", 3);

    assertThat(train("more", "first", "--hold-out", "0.3", "--resume")).isEqualTo(1);
    assertThat(train("bars", "first", "--hold-out", "0.3", "--resume")).isZero();
  }

  private float[] kernels(int version, int classes) throws Exception {
    ModelVersion stored = new ModelStore(folder.resolve("store")).read("lenet5-relu", version);
    Network network = Networks.named("lenet5-relu", NetworkOptions.NONE.withClasses(classes));
    Weights weights = StoredWeights.of(OnnxGraph.read(stored.graph()), network);
    return weights.of(FIRST_CONVOLUTION, Role.WEIGHT);
  }

  private int stored(String command, String first, Path data, String second, Path out) {
    return TrainerCli.run(
        command,
        "lenet5-relu",
        "--models",
        folder.resolve("store").toString(),
        first,
        data.toString(),
        second,
        out.toString());
  }

  private int train(String data, String run, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "lenet5-relu",
                "--data",
                folder.resolve(data).toString(),
                "--run",
                folder.resolve(run).toString(),
                "--models",
                folder.resolve("store").toString(),
                "--epochs",
                "1",
                "--batch",
                "4"));
    arguments.addAll(List.of(more));
    return TrainerCli.run(arguments.toArray(String[]::new));
  }

  /** Draws white bars on black, one height a class. */
  private void draw(String set, int classes) throws IOException {
    for (int label = 0; label < classes; label++) {
      for (int index = 0; index < EACH; index++) {
        Path file = folder.resolve("%s/train/bar %d/%d.png".formatted(set, label, index));
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(3 + index, 4 + 5 * label, 12, 3);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
      }
    }
  }
}
