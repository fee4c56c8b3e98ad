package dev.fovea.trainer.evaluate;

import static dev.fovea.trainer.onnx.Nodes.integer;
import static dev.fovea.trainer.onnx.Nodes.integers;
import static dev.fovea.trainer.onnx.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ImageContract.Activation;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Tensors;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates a graph that answers with the mean of each channel: it tells red, green and blue. */
class EvaluationTest {

  private static final int SIDE = 7;
  private static final List<String> LABELS = List.of("red", "green", "blue");

  @TempDir private Path folder;

  @Test
  void tellsAccuracyConfusionAndWhatItCouldNotRead() throws IOException {
    draw("red/1.png", Color.RED);
    draw("red/2.png", Color.BLUE);
    draw("green/1.png", Color.GREEN);
    draw("blue/1.png", Color.BLUE);
    Files.writeString(folder.resolve("blue/2.png"), "no picture");

    EvaluationReport report = evaluate(Crops.CENTER, raw());

    assertThat(report.images()).isEqualTo(4);
    assertThat(report.top1()).isEqualTo(0.75);
    assertThat(report.top5()).isEqualTo(1);
    assertThat(report.confusion())
        .containsExactly(List.of(1, 0, 1), List.of(0, 1, 0), List.of(0, 0, 1));
    assertThat(report.unreadable())
        .singleElement()
        .satisfies(unreadable -> {
          assertThat(unreadable.name()).endsWith("blue/2.png");
          assertThat(unreadable.reason()).contains("not a JPEG");
        });
  }

  @Test
  void averagesTheProbabilitiesOfTenCrops() throws IOException {
    draw("red/1.png", Color.RED);
    draw("green/1.png", Color.GREEN);
    draw("blue/1.png", Color.BLUE);

    EvaluationReport report = evaluate(Crops.TEN, raw());

    assertThat(report.crops()).isEqualTo(10);
    assertThat(report.top1()).isEqualTo(1);
  }

  @Test
  void givesAForeignGraphTheChannelsItWants() throws IOException {
    draw("red/1.png", Color.RED);
    draw("green/1.png", Color.GREEN);
    draw("blue/1.png", Color.BLUE);

    Encoding asPicture = normalized(false);
    Encoding blueFirst = normalized(true);

    assertThat(evaluate(Crops.CENTER, asPicture).top1()).isEqualTo(1);
    assertThat(evaluate(Crops.CENTER, blueFirst).confusion())
        .containsExactly(List.of(0, 0, 1), List.of(0, 1, 0), List.of(1, 0, 0));
  }

  @Test
  void refusesClassesThatAreNotTheModels() throws IOException {
    draw("cyan/1.png", Color.CYAN);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluate(Crops.CENTER, raw()))
        .withMessageContaining("1 classes and the model 3, and 'cyan' is none");
  }

  private EvaluationReport evaluate(Crops crops, Encoding encoding) throws IOException {
    ImageContract contract =
        new ImageContract(
            "x",
            new Preprocessing(ColorMode.RGB, 0, new Resize.ShorterSide(SIDE), SIDE, SIDE, 0, 0),
            encoding,
            "logits",
            Activation.SOFTMAX,
            Optional.empty());
    AtomicInteger done = new AtomicInteger();
    try (GraphSession session = new GraphSession(meanOfChannels(encoding), 1)) {
      EvaluationReport report =
          new Evaluation(contract, LABELS, crops, 2)
              .run(session, "colors", 1, FolderPictures.open(folder), done::addAndGet);
      assertThat(done).hasValue(report.images() + report.unreadable().size());
      return report;
    }
  }

  private static Encoding raw() {
    return new Encoding.Raw();
  }

  private static Encoding normalized(boolean bgr) {
    return new Encoding.Normalized(List.of(100f, 120f, 140f), List.of(0.01f, 0.01f, 0.01f), bgr);
  }

  private static OnnxGraph meanOfChannels(Encoding encoding) {
    OnnxGraph graph = new OnnxGraph("colors", "means of the channels");
    String planes = "x";
    if (encoding instanceof Encoding.Raw) {
      graph.addInput(Tensors.declaration("x", DataType.UINT8, List.of(-1L, 7L, 7L, 3L)));
      graph.add(node("Cast", "floats", List.of("x"), integer("to", 1)));
      graph.add(node("Transpose", "planes", List.of("floats"), integers("perm", 0, 3, 1, 2)));
      planes = "planes";
    } else {
      graph.addInput(Tensors.declaration("x", DataType.FLOAT, List.of(-1L, 3L, 7L, 7L)));
    }
    graph.add(node("GlobalAveragePool", "means", List.of(planes)));
    graph.add(node("Flatten", "logits", List.of("means")));
    graph.openOutput("logits");
    return graph;
  }

  private void draw(String name, Color color) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(20, 12, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 20, 12);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
