package dev.fovea.trainer.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks into zip archives as if they were folders. */
final class Zipped {

  private Zipped() {}

  /**
   * Returns the root of the one archive that a folder holds, or the folder itself. An archive that
   * was opened stays open as long as the process lives.
   *
   * @throws IOException if the archive cannot be read
   */
  static Path root(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || Files.isDirectory(folder.resolve("train"))) {
      return folder;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> archives =
          entries.filter(entry -> entry.getFileName().toString().endsWith(".zip")).toList();
      return archives.size() == 1
          ? FileSystems.newFileSystem(archives.getFirst()).getPath("/")
          : folder;
    }
  }
}
