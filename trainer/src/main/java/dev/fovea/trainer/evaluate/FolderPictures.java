package dev.fovea.trainer.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pictures in one folder a class: {@code <folder>/<class>/*}. */
public final class FolderPictures implements TestPictures {

  private record Picture(Path file, int label) {}

  private final List<String> classes;
  private final List<Picture> pictures;

  private FolderPictures(List<String> classes, List<Picture> pictures) {
    this.classes = classes;
    this.pictures = pictures;
  }

  /**
   * Lists a folder, its classes in the order of their names.
   *
   * @throws IOException if it cannot be listed, or a class has no picture, or there is no class
   */
  public static FolderPictures open(Path folder) throws IOException {
    List<String> names = classesIn(folder);
    return open(folder, names, names);
  }

  /**
   * Lists a folder whose classes have an order and names of their own.
   *
   * @param folders the folder of each class, in their order
   * @param classes what to call each class
   * @throws IOException if a class has no folder or no picture, or there is no class at all
   */
  public static FolderPictures open(Path folder, List<String> folders, List<String> classes)
      throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < folders.size(); label++) {
      Path place = folder.resolve(folders.get(label));
      List<Path> files = visible(place).filter(Files::isRegularFile).toList();
      if (files.isEmpty()) {
        throw new IOException(place + " holds no picture, but stands for a class");
      }
      for (Path file : files) {
        pictures.add(new Picture(file, label));
      }
    }
    if (pictures.isEmpty()) {
      throw new IOException(
          "%s holds no pictures; they belong in one folder a class".formatted(folder));
    }
    return new FolderPictures(List.copyOf(classes), List.copyOf(pictures));
  }

  /**
   * Returns the names of the folders in a folder, sorted: the classes it holds. Those that begin
   * with a dot are no classes.
   *
   * @throws IOException if it cannot be listed
   */
  public static List<String> classesIn(Path folder) throws IOException {
    return visible(folder)
        .filter(Files::isDirectory)
        .map(path -> withoutSlash(path.getFileName().toString()))
        .toList();
  }

  /** Folders in a zip archive are named with a slash at their end. */
  private static String withoutSlash(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static Stream<Path> visible(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public String name(int index) {
    return pictures.get(index).file().toString();
  }

  @Override
  public int label(int index) {
    return pictures.get(index).label();
  }

  @Override
  public byte[] encoded(int index) throws IOException {
    return Files.readAllBytes(pictures.get(index).file());
  }
}
