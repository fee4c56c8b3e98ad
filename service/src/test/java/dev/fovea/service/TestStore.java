package dev.fovea.service;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.ModelWriter;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Model stores with tiny models, in a temporary folder. */
public final class TestStore {

  private final Path root;

  private TestStore(Path root) {
    this.root = root;
  }

  /** Creates an empty store. */
  public static TestStore create() {
    return new TestStore(folder("fovea-store"));
  }

  /** Creates a temporary folder. */
  static Path folder(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Returns its folder. */
  public Path root() {
    return root;
  }

  /** Adds a version of {@link TinyModels#quadrants}. */
  public TestStore quadrants(String name, int version, float sharpness) {
    add(
        name,
        version,
        TinyModels.quadrants(sharpness),
        Optional.of(picture(Optional.of("features"))));
    return this;
  }

  /** Adds a version of the same graph whose manifest names no features. */
  public TestStore withoutFeatures(String name, int version) {
    add(name, version, TinyModels.quadrants(0.1f), Optional.of(picture(Optional.empty())));
    return this;
  }

  /** Adds a version of the same graph whose manifest declares only tensors. */
  public TestStore tensorsOnly(String name, int version) {
    add(name, version, TinyModels.quadrants(0.1f), Optional.empty());
    return this;
  }

  /** Adds a version whose graph the runtime cannot read. */
  public TestStore broken(String name, int version) {
    add(name, version, TinyModels.unknownOperator(), Optional.of(picture(Optional.empty())));
    return this;
  }

  /** Adds a version with these inputs and outputs. */
  public ModelVersion add(String name, int version, byte[] graph, Optional<ImageContract> image) {
    try (ModelWriter writer = new ModelWriter(root, name, version)) {
      writer.write(Manifest.GRAPH, graph);
      writer.write("report/metrics.json", "{\"top1\": 1.0}".getBytes(StandardCharsets.UTF_8));
      writer.write("report/index.html", "<p>drawn</p>".getBytes(StandardCharsets.UTF_8));
      if (image.isPresent()) {
        writer.labels(TinyModels.QUADRANTS);
      }
      return writer.publish(files -> manifest(name, version, image, files));
    } catch (ModelStoreException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Returns how the tiny graph takes pictures. */
  public static ImageContract picture(Optional<String> features) {
    int side = TinyModels.SIDE;
    return new ImageContract(
        "image",
        new Preprocessing(ColorMode.GRAY, 255, new Resize.Exact(side, side), side, side, 0, 0),
        new ImageContract.Encoding.Raw(),
        "probabilities",
        ImageContract.Activation.NONE,
        features);
  }

  /** Returns a manifest of the tiny graph; for pictures it lists features first, as AlexNet's. */
  public static Manifest manifest(
      String name, int version, Optional<ImageContract> image, Map<String, String> files) {
    long side = TinyModels.SIDE;
    List<TensorSpec> outputs =
        List.of(
            new TensorSpec("probabilities", TensorType.FP32, List.of(-1L, 4L)),
            new TensorSpec("features", TensorType.FP32, List.of(-1L, 4L)));
    return new Manifest(
        name,
        version,
        "quadrants",
        "Says which quadrant is brightest",
        List.of(new TensorSpec("image", TensorType.UINT8, List.of(-1L, side, side, 1L))),
        image.isPresent() ? outputs.reversed() : outputs,
        image,
        Optional.empty(),
        Map.of("data", "drawn by a test"),
        Map.of("top1", 1.0),
        files);
  }
}
