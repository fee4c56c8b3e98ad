package dev.fovea.trainer.publication;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ImageContract.Activation;
import dev.fovea.modelstore.ImageContract.Encoding;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.ModelWriter;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.vision.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trained network is published as.
 *
 * @param name the model's name in the store
 * @param description one sentence for people
 * @param network what was trained
 * @param graph its graph, after all passes
 * @param preprocessing how the service brings a picture to it
 * @param labels a name a class
 * @param golden recorded inputs and outputs
 * @param tolerance largest difference at replay that still counts as the same
 * @param provenance code, data, seed, as free text by key
 * @param measured accuracies by key
 * @param report files under {@code report/}, by relative path
 */
public record Publication(
    String name,
    String description,
    Network network,
    OnnxGraph graph,
    Preprocessing preprocessing,
    List<String> labels,
    Golden golden,
    double tolerance,
    Map<String, String> provenance,
    Map<String, Double> measured,
    Map<String, byte[]> report) {

  /**
   * Writes the next free version of this model.
   *
   * @return the version, read back and verified
   * @throws ModelStoreException if the store cannot be written
   */
  public ModelVersion publish(ModelStore store) throws ModelStoreException {
    int version =
        store.models().contains(name)
            ? store.versions(name).stream().mapToInt(Integer::intValue).max().orElse(0) + 1
            : 1;
    try (ModelWriter writer = new ModelWriter(store.root(), name, version)) {
      writer.write(Manifest.GRAPH, graph.toBytes());
      writer.labels(labels);
      writer.golden(NetworkGraph.PIXELS, golden.pixels());
      writer.golden(NetworkGraph.PROBABILITIES, littleEndian(golden.probabilities()));
      writer.golden(NetworkGraph.FEATURES, littleEndian(golden.features()));
      for (Map.Entry<String, byte[]> file : report.entrySet()) {
        writer.write("report/" + file.getKey(), file.getValue());
      }
      return writer.publish(files -> manifest(version, files));
    }
  }

  private Manifest manifest(int version, Map<String, String> files) {
    Shape input = network.input();
    long features = golden.features().length / golden.count();
    return new Manifest(
        name,
        version,
        network.name(),
        description,
        List.of(
            new TensorSpec(
                NetworkGraph.PIXELS,
                TensorType.UINT8,
                List.of(
                    -1L, (long) input.height(), (long) input.width(), (long) input.channels()))),
        List.of(
            new TensorSpec(
                NetworkGraph.PROBABILITIES,
                TensorType.FP32,
                List.of(-1L, (long) network.classes())),
            new TensorSpec(NetworkGraph.FEATURES, TensorType.FP32, List.of(-1L, features))),
        Optional.of(
            new ImageContract(
                NetworkGraph.PIXELS,
                preprocessing,
                new Encoding.Raw(),
                NetworkGraph.PROBABILITIES,
                Activation.NONE,
                Optional.of(NetworkGraph.FEATURES))),
        Optional.of(new Manifest.Golden(golden.count(), tolerance)),
        provenance,
        measured,
        files);
  }

  private static ByteBuffer littleEndian(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes;
  }
}
