package dev.fovea.trainer.data;

import dev.fovea.trainer.evaluate.FolderPictures;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.vision.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set as it lies on disk, in whichever of three layouts: the four IDX archives, gzipped or
 * plain; CIFAR-10's binary batches; or {@code train/<class>/*} beside {@code val/} or {@code
 * test/}. A folder that holds a single zip stands for what is in it. The list of classes is {@code
 * classes.txt}: for IDX archives a name a line, for folders see {@link ClassNames}.
 *
 * @param training pictures to train on
 * @param testing pictures to test on, of the same classes
 */
public record DataSet(TestPictures training, TestPictures testing) {

  private static final long HOLD_OUT_SEED = 1998;

  private static final List<String> CIFAR_CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /**
   * Opens a data set.
   *
   * @throws IOException naming what is missing or damaged, or which classes differ
   */
  public static DataSet open(Path location) throws IOException {
    Path folder = Zipped.root(location);
    TestPictures training = training(folder);
    TestPictures testing = testing(folder, Optional.of(training.classes()));
    return new DataSet(training, testing);
  }

  /**
   * Opens the pictures to train on and keeps some of them for testing, always the same, whether or
   * not the data set has others to test on.
   *
   * @param share of the training pictures that is kept, above 0 and below 1
   * @throws IOException as {@link #open}
   * @throws IllegalArgumentException if the share leaves either part empty
   */
  public static DataSet holdOut(Path location, double share) throws IOException {
    TestPictures all = training(Zipped.root(location));
    int[] order = Shuffle.of(all.size(), HOLD_OUT_SEED);
    int kept = (int) Math.round(share * order.length);
    if (kept < 1 || kept >= order.length) {
      throw new IllegalArgumentException(
          "holding out %s of %d pictures leaves none to train or to test on"
              .formatted(share, order.length));
    }
    return new DataSet(
        SomePictures.of(all, IntStream.of(order).skip(kept).sorted().toArray()),
        SomePictures.of(all, IntStream.of(order).limit(kept).sorted().toArray()));
  }

  /**
   * Opens the pictures to test on alone: of any layout that {@link #open} takes, or a folder of
   * {@code <class>/*}.
   *
   * @throws IOException naming what is missing or damaged
   */
  public static TestPictures testPictures(Path location) throws IOException {
    return testing(Zipped.root(location), Optional.empty());
  }

  /** Returns pictures in one size, decoded whenever they are read. */
  public static LabeledImages brought(TestPictures pictures, Preprocessing form) {
    return pictures instanceof EncodedPictures bare && bare.isAlready(form)
        ? bare.images()
        : new DecodedPictures(pictures, form);
  }

  private static TestPictures training(Path folder) throws IOException {
    if (IdxImages.holds(folder, IdxImages.TRAINING)) {
      return new EncodedPictures(IdxImages.read(folder, IdxImages.TRAINING, Optional.empty()));
    }
    if (Files.exists(folder.resolve("data_batch_1.bin"))) {
      List<Path> batches =
          IntStream.rangeClosed(1, 5)
              .mapToObj(batch -> folder.resolve("data_batch_" + batch + ".bin"))
              .filter(Files::exists)
              .toList();
      return new EncodedPictures(CifarImages.read(batches, CIFAR_CLASSES));
    }
    Path train = folder.resolve("train");
    if (Files.isDirectory(train)) {
      ClassNames names = ClassNames.of(folder, FolderPictures.classesIn(train));
      return FolderPictures.open(train, names.folders(), names.labels());
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder.toAbsolutePath());
    }
    throw new IOException(
        folder.toAbsolutePath()
            + " holds no data set: expected train-images-idx3-ubyte(.gz) and its three companions,"
            + " or data_batch_1.bin …, or train/<class>/ and val/<class>/ with pictures");
  }

  private static TestPictures testing(Path folder, Optional<List<String>> classes)
      throws IOException {
    if (IdxImages.holds(folder, IdxImages.TESTING) || IdxImages.holds(folder, IdxImages.TRAINING)) {
      return new EncodedPictures(IdxImages.read(folder, IdxImages.TESTING, classes));
    }
    if (Files.exists(folder.resolve("test_batch.bin"))
        || Files.exists(folder.resolve("data_batch_1.bin"))) {
      return new EncodedPictures(
          CifarImages.read(List.of(folder.resolve("test_batch.bin")), CIFAR_CLASSES));
    }
    Optional<Path> tests =
        Stream.of("val", "test").map(folder::resolve).filter(Files::isDirectory).findFirst();
    if (classes.isEmpty()) {
      return tests.isPresent() ? pictures(folder, tests.get()) : pictures(parent(folder), folder);
    }
    Path found =
        tests.orElseThrow(() ->
            new IOException(
                folder
                    + " holds train/ but no val/ or test/; --hold-out 0.2 keeps a fifth of the"
                    + " training pictures for testing"));
    requireSameClasses(folder.resolve("train"), found);
    return pictures(folder, found);
  }

  /** Opens a folder of {@code <class>/*} whose list of classes lies in {@code root}. */
  private static TestPictures pictures(Path root, Path folder) throws IOException {
    ClassNames names = ClassNames.of(root, FolderPictures.classesIn(folder));
    return FolderPictures.open(folder, names.folders(), names.labels());
  }

  private static void requireSameClasses(Path train, Path tests) throws IOException {
    List<String> trained = FolderPictures.classesIn(train);
    List<String> tested = FolderPictures.classesIn(tests);
    if (!trained.equals(tested)) {
      throw new IOException(
          "%s and %s hold different classes: only the first has %s, only the second %s"
              .formatted(train, tests, without(trained, tested), without(tested, trained)));
    }
  }

  private static List<String> without(List<String> names, List<String> others) {
    List<String> left = new ArrayList<>(names);
    left.removeAll(others);
    return left;
  }

  /** Returns where the list of classes of a folder such as {@code set/val} lies. */
  private static Path parent(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    return parent == null ? folder : parent;
  }
}
