package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import dev.fovea.vision.DecodedImage;
import dev.fovea.vision.ImageDecoder;
import dev.fovea.vision.ImageException;
import dev.fovea.vision.ImageLimits;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Preprocessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pictures in a folder a class, {@code <folder>/<class>/*}, decoded whenever they are read. */
final class FolderImages implements LabeledImages {

  private final List<Path> files;
  private final int[] labels;
  private final List<String> classes;
  private final Preprocessor preprocessor;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  private FolderImages(
      List<Path> files, int[] labels, List<String> classes, Preprocessing preprocessing) {
    this.files = List.copyOf(files);
    this.labels = labels;
    this.classes = List.copyOf(classes);
    this.preprocessor = new Preprocessor(preprocessing);
  }

  /**
   * Lists a folder.
   *
   * @param classes the folder of each class, in their order
   * @param names what to call each class
   * @throws IOException naming the class whose folder is missing or empty
   */
  static FolderImages list(
      Path folder, List<String> classes, List<String> names, Preprocessing preprocessing)
      throws IOException {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String name : classes) {
      List<Path> found = filesOf(folder.resolve(name));
      found.forEach(_ -> labels.add(classes.indexOf(name)));
      files.addAll(found);
    }
    return new FolderImages(
        files, labels.stream().mapToInt(Integer::intValue).toArray(), names, preprocessing);
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + " for this class");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Returns the names of the folders in a folder, sorted: the classes it holds. */
  static List<String> classesIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Returns where a picture lies. */
  Path file(int index) {
    return files.get(index);
  }

  @Override
  public Shape shape() {
    Preprocessing recipe = preprocessor.recipe();
    return new Shape(recipe.color().channels(), recipe.outputHeight(), recipe.outputWidth());
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void read(int index, ByteBuffer target) throws IOException {
    Path file = files.get(index);
    try (DecodedImage image = decoder.decode(Files.readAllBytes(file), preprocessor.recipe())) {
      preprocessor.apply(image, target);
    } catch (ImageException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
