package dev.fovea.modelstore;

import dev.fovea.modelstore.ModelStoreException.Unreadable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * One version of a model that was read and found whole.
 *
 * @param folder where it lies
 * @param manifest what it says of itself
 * @param labels names of the classes in their order; empty for a model without classes
 */
public record ModelVersion(Path folder, Manifest manifest, List<String> labels) {

  /** Copies the labels. */
  public ModelVersion {
    labels = List.copyOf(labels);
  }

  /** Returns the graph's file. */
  public Path graph() {
    return folder.resolve(Manifest.GRAPH);
  }

  /** Returns the SHA-256 of the graph in lower-case hex: what tells this model from another. */
  public String digest() {
    return manifest.files().getOrDefault(Manifest.GRAPH, "");
  }

  /**
   * Returns the recorded elements of an input or output: little-endian, direct, row-major, the
   * first dimension being {@code golden.count}.
   *
   * @throws ModelStoreException if the file cannot be read
   */
  public ByteBuffer golden(TensorSpec tensor) throws ModelStoreException {
    Path file = folder.resolve(goldenFile(tensor.name()));
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer elements =
          ByteBuffer.allocateDirect(Math.toIntExact(channel.size())).order(ByteOrder.LITTLE_ENDIAN);
      while (elements.hasRemaining() && channel.read(elements) >= 0) {
        // read returns what is there; the loop asks for the rest
      }
      return elements.flip();
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
  }

  /** Returns the path within a version of a tensor's recorded elements. */
  static String goldenFile(String tensor) {
    return "golden/"
        + URLEncoder.encode(tensor, StandardCharsets.UTF_8).replace("*", "%2A")
        + ".bin";
  }
}
