package dev.fovea.service.similarity.lucene;

import static dev.fovea.service.similarity.lucene.Storage.attempt;

import dev.fovea.service.similarity.Recall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The recall that was last measured of an index, in a file beside Lucene's. */
final class RecallFile {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  RecallFile(Path folder) {
    this.file = folder.resolve("recall.json");
  }

  Optional<Recall> read() {
    return attempt(() ->
        Files.exists(file)
            ? Optional.of(JSON.readValue(Files.readAllBytes(file), Recall.class))
            : Optional.empty());
  }

  /** Replaces the file whole. */
  void write(Recall recall) {
    attempt(() -> {
      Path written = file.resolveSibling(file.getFileName() + ".new");
      Files.write(written, JSON.writeValueAsBytes(recall));
      return Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    });
  }
}
