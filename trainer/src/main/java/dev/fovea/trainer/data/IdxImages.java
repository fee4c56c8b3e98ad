package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads MNIST, Fashion-MNIST and all else in their format: an IDX file each of images and labels.
 */
final class IdxImages {

  /** How the files to train on begin. */
  static final String TRAINING = "train";

  /** How the files to test on begin. */
  static final String TESTING = "t10k";

  private static final String CLASSES = "classes.txt";

  private IdxImages() {}

  /** Returns whether a folder has the images of a split. */
  static boolean holds(Path folder, String split) {
    return file(folder, split + "-images").isPresent();
  }

  /**
   * Returns a split of the folder, its classes named by {@code classes.txt}, else by their numbers.
   *
   * @param classes names that are known already
   * @throws IOException naming the file that is missing, or is no IDX file of this kind, or that
   *     the counts differ, or the label that no class has
   */
  static LabeledImages read(Path folder, String split, Optional<List<String>> classes)
      throws IOException {
    Path list = folder.resolve(CLASSES);
    Optional<List<String>> named =
        classes.isEmpty() && Files.exists(list)
            ? Optional.of(
                Files.readAllLines(list).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList())
            : classes;
    return read(required(folder, split + "-images"), required(folder, split + "-labels"), named);
  }

  /** Returns the grey pictures of the two files. */
  static LabeledImages read(Path images, Path labels, Optional<List<String>> named)
      throws IOException {
    IdxFile pictures = IdxFile.read(images, 3);
    IdxFile classes = IdxFile.read(labels, 1);
    int count = pictures.dimensions().getFirst();
    if (count != classes.dimensions().getFirst()) {
      throw new IOException(
          "%s holds %d pictures, but %s holds %d labels"
              .formatted(images, count, labels, classes.dimensions().getFirst()));
    }
    int[] indices = new int[count];
    for (int index = 0; index < count; index++) {
      indices[index] = classes.elements().get(index) & 0xff;
    }
    int largest = IntStream.of(indices).max().orElse(-1);
    List<String> names = named.orElseGet(() -> numbers(largest + 1));
    if (largest >= names.size()) {
      throw new IOException(
          "%s holds the label %d, but there are %d classes: %s"
              .formatted(labels, largest, names.size(), names));
    }
    Shape shape = new Shape(1, pictures.dimensions().get(1), pictures.dimensions().get(2));
    InMemoryImages all = InMemoryImages.allocate(shape, names, indices);
    for (int index = 0; index < count; index++) {
      all.slot(index).put(pictures.elements().slice(index * shape.size(), shape.size()));
    }
    return all;
  }

  private static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private static Path required(Path folder, String stem) throws IOException {
    return file(folder, stem)
        .orElseThrow(
            () -> new IOException("%s lacks %s(.gz)".formatted(folder, stem + rank(stem))));
  }

  private static Optional<Path> file(Path folder, String stem) {
    String rank = rank(stem);
    return Stream.of(rank, rank + ".gz", rank.replaceFirst("-", "."))
        .map(ending -> folder.resolve(stem + ending))
        .filter(Files::exists)
        .findFirst();
  }

  private static String rank(String stem) {
    return stem.endsWith("images") ? "-idx3-ubyte" : "-idx1-ubyte";
  }
}
