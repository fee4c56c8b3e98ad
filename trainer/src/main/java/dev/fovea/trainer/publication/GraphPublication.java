package dev.fovea.trainer.publication;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.ModelWriter;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.trainer.evaluate.InputTensor;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.OnnxGraph;
import dev.fovea.vision.Preprocessing;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph on its way into a model store, whoever made it: its golden outputs are what ONNX Runtime
 * gives here.
 *
 * @param name the model's name in the store
 * @param architecture what kind of network it is
 * @param description one sentence for people
 * @param graph the graph, after all passes
 * @param image how it classifies pictures
 * @param labels a name a class
 * @param exactness largest difference at replay, as a share of the largest output: other processors
 *     add up in another order
 * @param provenance where it comes from, as free text by key
 * @param measured accuracies by key
 * @param report files under {@code report/}, by relative path
 */
public record GraphPublication(
    String name,
    String architecture,
    String description,
    OnnxGraph graph,
    ImageContract image,
    List<String> labels,
    double exactness,
    Map<String, String> provenance,
    Map<String, Double> measured,
    Map<String, byte[]> report) {

  /** Copies the collections. */
  public GraphPublication {
    labels = List.copyOf(labels);
    provenance = Map.copyOf(provenance);
    measured = Map.copyOf(measured);
    report = Map.copyOf(report);
  }

  /**
   * Writes the next free version of this model.
   *
   * @return the version, read back and verified
   * @throws ModelStoreException if the store cannot be written
   */
  public ModelVersion publish(ModelStore store) throws ModelStoreException {
    int version = nextVersion(store);
    List<byte[]> pictures = drawn();
    int count = pictures.size();
    GraphSession.Input drawn = new InputTensor(image).of(pictures);
    try (ModelWriter writer = new ModelWriter(store.root(), name, version);
        GraphSession session = new GraphSession(graph, 1)) {
      writer.write(Manifest.GRAPH, graph.toBytes());
      writer.labels(labels);
      for (Map.Entry<String, byte[]> file : report.entrySet()) {
        writer.write("report/" + file.getKey(), file.getValue());
      }
      GraphSession.Outputs outputs = session.run(Map.of(image.input(), drawn));
      writer.golden(image.input(), littleEndian(drawn.elements()));
      double largest = 1;
      for (TensorSpec output : session.outputs()) {
        float[] elements = outputs.of(output.name());
        writer.golden(output.name(), littleEndian(FloatBuffer.wrap(elements)));
        largest = Math.max(largest, largest(elements));
      }
      Manifest.Golden golden = new Manifest.Golden(count, Math.min(1, exactness * largest));
      List<TensorSpec> inputs = session.inputs();
      List<TensorSpec> declared = session.outputs();
      return writer.publish(files -> manifest(version, inputs, declared, golden, files));
    }
  }

  private List<byte[]> drawn() {
    Preprocessing form = image.preprocessing();
    ByteBuffer pixels =
        Golden.draw(new Shape(form.color().channels(), form.outputHeight(), form.outputWidth()));
    List<byte[]> pictures = new ArrayList<>();
    while (pixels.hasRemaining()) {
      byte[] picture = new byte[form.outputBytes()];
      pixels.get(picture);
      pictures.add(picture);
    }
    return pictures;
  }

  private int nextVersion(ModelStore store) throws ModelStoreException {
    return store.models().contains(name)
        ? store.versions(name).stream().mapToInt(Integer::intValue).max().orElse(0) + 1
        : 1;
  }

  private Manifest manifest(
      int version,
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      Manifest.Golden golden,
      Map<String, String> files) {
    return new Manifest(
        name,
        version,
        architecture,
        description,
        inputs,
        outputs,
        Optional.of(image),
        Optional.of(golden),
        provenance,
        measured,
        files);
  }

  private static double largest(float[] elements) {
    double largest = 0;
    for (float element : elements) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }

  private static ByteBuffer littleEndian(Buffer elements) {
    return switch (elements.duplicate()) {
      case ByteBuffer bytes -> bytes;
      case FloatBuffer floats -> {
        ByteBuffer bytes =
            ByteBuffer.allocate(floats.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(floats);
        yield bytes;
      }
      default -> throw new IllegalStateException("no input is made of " + elements);
    };
  }
}
