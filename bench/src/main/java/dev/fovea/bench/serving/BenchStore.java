package dev.fovea.bench.serving;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.ModelWriter;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.Parameter;
import dev.fovea.trainer.network.Weights;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.trainer.onnx.Passes;
import dev.fovea.trainer.quantization.Calibration;
import dev.fovea.trainer.quantization.Quantizer;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.ImageLimits;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Preprocessor;
import dev.fovea.vision.Resize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The models that are measured, in a store of the run's own: LeNet-5 as shipped, AlexNet in float32
 * with random weights, and AlexNet in int8, quantized from those. How fast a network runs does not
 * depend on what its weights know.
 */
public final class BenchStore {

  static final String LENET5 = "lenet5";
  static final String ALEXNET_FLOAT = "alexnet-fp32";

  /** Name of AlexNet in int8. */
  public static final String ALEXNET_INT8 = "alexnet-int8";

  private static final int CLASSES = 10;
  private static final int CALIBRATION_PICTURES = 32;
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(ColorMode.RGB, 255, new Resize.ShorterSide(256), 224, 224, 0, 0);

  private final Path scratch;
  private final Path shipped;
  private final Path models;

  private BenchStore(Path root, Path scratch) {
    this.scratch = scratch;
    this.shipped = root.resolve("model-store/models");
    this.models = scratch.resolve("models");
  }

  /** Makes the store in {@code scratch}, with the shipped models of the project at {@code root}. */
  public static BenchStore in(Path root, Path scratch)
      throws ModelStoreException, ImageException, IOException {
    BenchStore store = new BenchStore(root, scratch);
    OnnxGraph graph = NetworkGraph.of(randomAlexNet());
    Passes.applyStandard(graph);
    store.publish(ALEXNET_FLOAT, graph);
    store.publish(ALEXNET_INT8, Quantizer.quantize(graph, calibration()).graph());
    return store;
  }

  /** Returns the folder that services keep their state and log in. */
  Path scratch() {
    return scratch;
  }

  /** Reads one of the models. */
  ModelVersion version(String name) throws ModelStoreException {
    return new ModelStore(home(name)).read(name, 1);
  }

  /** Returns the bytes of a model's graph. */
  long graphBytes(String name) {
    try {
      return Files.size(version(name).graph());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ModelStoreException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Returns a store that holds just these models, as links. */
  public Path folderOf(String... names) {
    Path folder = scratch.resolve("store-" + String.join("-", names));
    try {
      Files.createDirectories(folder);
      for (String name : names) {
        Path link = folder.resolve(name);
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, home(name).resolve(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private Path home(String name) {
    return name.equals(LENET5) ? shipped : models;
  }

  private static Weights randomAlexNet() {
    Network network = Networks.named("alexnet", NetworkOptions.NONE.withClasses(CLASSES));
    Random random = new Random(2012);
    return new Weights(network, parameter -> random(parameter, random));
  }

  private static float[] random(Parameter parameter, Random random) {
    int size = parameter.shape().stream().reduce(1, Math::multiplyExact);
    float[] values = new float[size];
    switch (parameter.role()) {
      case WEIGHT, COEFFICIENT -> {
        double deviation = Math.sqrt(2.0 * parameter.shape().getFirst() / size);
        for (int index = 0; index < size; index++) {
          values[index] = (float) (random.nextGaussian() * deviation);
        }
      }
      case MEAN -> Arrays.fill(values, 118);
      case BIAS -> {}
    }
    return values;
  }

  private static Calibration calibration() throws ImageException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    Preprocessor preprocessor = new Preprocessor(PREPROCESSING);
    List<Map<String, GraphSession.Input>> batches = new ArrayList<>();
    for (byte[] picture : DrawnPictures.photographs(CALIBRATION_PICTURES)) {
      try (var image = decoder.decode(picture, PREPROCESSING)) {
        ByteBuffer pixels = ByteBuffer.wrap(preprocessor.apply(image));
        batches.add(Map.of(NetworkGraph.PIXELS, GraphSession.Input.of(pixels, 1, 224, 224, 3)));
      }
    }
    return new Calibration(batches, Runtime.getRuntime().availableProcessors());
  }

  private void publish(String name, OnnxGraph graph) throws ModelStoreException {
    try (var writer = new ModelWriter(models, name, 1)) {
      writer.write(Manifest.GRAPH, graph.toBytes());
      writer.labels(IntStream.range(0, CLASSES).mapToObj(label -> "class" + label).toList());
      writer.publish(files -> manifest(name, files));
    }
  }

  private static Manifest manifest(String name, Map<String, String> files) {
    return new Manifest(
        name,
        1,
        "alexnet",
        "AlexNet with random weights, to measure speed on",
        List.of(
            new TensorSpec(NetworkGraph.PIXELS, TensorType.UINT8, List.of(-1L, 224L, 224L, 3L))),
        List.of(
            new TensorSpec(
                NetworkGraph.PROBABILITIES, TensorType.FP32, List.of(-1L, (long) CLASSES)),
            new TensorSpec(NetworkGraph.FEATURES, TensorType.FP32, List.of(-1L, 4096L))),
        Optional.of(
            new ImageContract(
                NetworkGraph.PIXELS,
                PREPROCESSING,
                new ImageContract.Encoding.Raw(),
                NetworkGraph.PROBABILITIES,
                ImageContract.Activation.NONE,
                Optional.of(NetworkGraph.FEATURES))),
        Optional.empty(),
        Map.of("seed", "2012"),
        Map.of(),
        files);
  }
}
