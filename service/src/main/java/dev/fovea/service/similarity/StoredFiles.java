package dev.fovea.service.similarity;

import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.model.ModelSelector;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Tells which files a collection holds already, so that an import need not bring them again. */
@Service
public final class StoredFiles {

  private final Engines engines;
  private final OpenCollections open;
  private final Embedder embedder;

  StoredFiles(Engines engines, OpenCollections open, Embedder embedder) {
    this.engines = engines;
    this.open = open;
    this.embedder = embedder;
  }

  /**
   * A file that could be sent.
   *
   * @param path as an archive would hold it
   * @param sha256 of its bytes, hex
   */
  public record Listed(String path, String sha256) {}

  /**
   * The paths of those files that an import would store; all of them if there is no collection.
   *
   * @param labelled whether a file's folder is its label
   * @throws IndexMismatch if the collection is bound to another model than the one named
   */
  public List<String> missing(
      String name, Optional<ModelSelector> model, boolean labelled, List<Listed> files) {
    Optional<CollectionSpec> standing = engines.standing(name);
    if (standing.isEmpty()) {
      return files.stream().map(Listed::path).toList();
    }
    model.map(embedder::embedding).ifPresent(asked -> standing.get().requireComparable(asked));
    OpenCollection collection = open.get(name);
    return files.stream()
        .filter(file -> !holds(collection, file, labelled))
        .map(Listed::path)
        .toList();
  }

  private static boolean holds(OpenCollection collection, Listed file, boolean labelled) {
    Optional<String> label = labelled ? Archive.folder(file.path()) : Optional.empty();
    return holds(collection, PathId.of(file.path()), label, file::sha256);
  }

  /** Whether the file with this digest is stored under an id, with the same label or as none. */
  static boolean holds(
      OpenCollection collection, String id, Optional<String> label, Supplier<String> sha256) {
    return collection
        .read(index -> index.find(id))
        .filter(image -> image.labelIfAny().equals(label))
        .filter(image -> image.sha256().equals(sha256.get()))
        .isPresent();
  }
}
