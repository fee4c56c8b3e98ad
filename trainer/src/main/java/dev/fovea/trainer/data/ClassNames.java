package dev.fovea.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which folder holds which class.
 *
 * @param folders a folder a class, in the order of the classes
 * @param labels what to call each class
 */
record ClassNames(List<String> folders, List<String> labels) {

  /**
   * Reads {@code classes.tsv} (index, folder, any column, name) or {@code classes.txt} (a folder a
   * line, then optionally a tab and a name); without either the folders' names in their order are
   * the classes.
   *
   * @throws IOException if the file and the folders differ
   */
  static ClassNames of(Path root, List<String> found) throws IOException {
    Path table = root.resolve("classes.tsv");
    Path list = root.resolve("classes.txt");
    if (Files.exists(table)) {
      return parse(table, found, 1, 3);
    }
    if (Files.exists(list)) {
      return parse(list, found, 0, 1);
    }
    return new ClassNames(found, found);
  }

  private static ClassNames parse(Path file, List<String> found, int folderColumn, int nameColumn)
      throws IOException {
    List<String> folders = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank()) {
        continue;
      }
      List<String> columns = List.of(line.split("\t"));
      if (columns.size() <= folderColumn) {
        throw new IOException("%s: no folder in the line '%s'".formatted(file, line));
      }
      String folder = columns.get(folderColumn).strip();
      folders.add(folder);
      labels.add(columns.size() > nameColumn ? columns.get(nameColumn).strip() : folder);
    }
    if (!folders.stream().sorted().toList().equals(found)) {
      throw new IOException(
          "%s lists the folders %s, but there are %s".formatted(file, folders, found));
    }
    return new ClassNames(List.copyOf(folders), List.copyOf(labels));
  }
}
