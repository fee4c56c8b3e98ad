package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads MNIST, Fashion-MNIST and all else in their format: an IDX file each of images and labels.
 */
final class IdxImages {

  private IdxImages() {}

  /**
   * Returns the grey pictures of the two files.
   *
   * @throws IOException naming the file that is missing, or is no IDX file of this kind, or that
   *     the counts differ
   */
  static LabeledImages read(Path images, Path labels) throws IOException {
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
    Shape shape = new Shape(1, pictures.dimensions().get(1), pictures.dimensions().get(2));
    InMemoryImages all = InMemoryImages.allocate(shape, names(indices), indices);
    for (int index = 0; index < count; index++) {
      all.slot(index).put(pictures.elements().slice(index * shape.size(), shape.size()));
    }
    return all;
  }

  private static List<String> names(int[] labels) {
    int classes = IntStream.of(labels).max().orElse(-1) + 1;
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
