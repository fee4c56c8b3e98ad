package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that stands while an index is open. One that stands before it is opened tells of a crash.
 */
final class OpenMarker {

  private final Path file;

  OpenMarker(Path folder) {
    this.file = folder.resolveSibling(folder.getFileName() + ".open");
  }

  boolean isPresent() {
    return Files.exists(file);
  }

  void place() throws IOException {
    Files.write(file, new byte[0]);
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
