package dev.fovea.trainer.data;

import dev.fovea.trainer.evaluate.FolderPictures;
import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.vision.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set as it lies on disk: pictures to train on and pictures to test on.
 *
 * @param training what weights are fitted to
 * @param testing what accuracy is measured on, never trained on
 * @param unreadable pictures that were left out
 */
public record Splits(LabeledImages training, LabeledImages testing, Unreadable unreadable) {

  /** Decoded pictures are kept in memory up to this many bytes. */
  private static final long MEMORY_BYTES = 4L << 30;

  private static final List<String> CIFAR_CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /**
   * Opens a folder in whichever of three layouts it has: the four IDX archives, gzipped or plain;
   * CIFAR-10's binary batches; or {@code train/<class>/*} beside {@code val/} or {@code test/},
   * with an optional {@code classes.tsv} or {@code classes.txt} that names and orders the classes.
   * A folder that holds a single zip stands for what is in it.
   *
   * @param training how training pictures of an image folder are brought to one size
   * @param testing how its test pictures are
   * @throws IOException naming what is missing or damaged
   */
  public static Splits open(Path location, Preprocessing training, Preprocessing testing)
      throws IOException {
    Path folder = Zipped.root(location);
    if (idx(folder, "train-images").isPresent()) {
      return new Splits(idxSplit(folder, "train"), idxSplit(folder, "t10k"), new Unreadable());
    }
    if (Files.exists(folder.resolve("data_batch_1.bin"))) {
      return cifar(folder);
    }
    if (Files.isDirectory(folder.resolve("train"))) {
      return folders(folder, training, testing);
    }
    throw new IOException(
        folder.toAbsolutePath()
            + " holds no data set: expected train-images-idx3-ubyte(.gz) and its three companions,"
            + " or data_batch_1.bin …, or train/<class>/ and val/<class>/ with pictures");
  }

  /**
   * Opens the pictures to test on as a client would send them: of any layout that {@link #open}
   * takes, or a folder of {@code <class>/*} alone.
   *
   * @throws IOException naming what is missing or damaged
   */
  public static TestPictures testPictures(Path location) throws IOException {
    Path folder = Zipped.root(location);
    if (idx(folder, "t10k-images").isPresent()) {
      return new EncodedPictures(idxSplit(folder, "t10k"));
    }
    if (Files.exists(folder.resolve("test_batch.bin"))) {
      return new EncodedPictures(
          CifarImages.read(List.of(folder.resolve("test_batch.bin")), CIFAR_CLASSES));
    }
    Path tests =
        Stream.of("val", "test")
            .map(folder::resolve)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(folder);
    Path root = tests.equals(folder) ? parent(folder) : folder;
    ClassNames names = ClassNames.of(root, FolderImages.classesIn(tests));
    return FolderPictures.open(tests, names.folders(), names.labels());
  }

  /** Returns where the list of classes of a folder such as {@code set/val} lies. */
  private static Path parent(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    return parent == null ? folder : parent;
  }

  private static LabeledImages idxSplit(Path folder, String split) throws IOException {
    return IdxImages.read(required(folder, split + "-images"), required(folder, split + "-labels"));
  }

  private static Path required(Path folder, String stem) throws IOException {
    return idx(folder, stem)
        .orElseThrow(() -> new IOException(folder + " lacks " + stem + "-idx*-ubyte(.gz)"));
  }

  private static Optional<Path> idx(Path folder, String stem) {
    String rank = stem.endsWith("images") ? "-idx3-ubyte" : "-idx1-ubyte";
    return Stream.of(rank, rank + ".gz", rank.replaceFirst("-", "."))
        .map(ending -> folder.resolve(stem + ending))
        .filter(Files::exists)
        .findFirst();
  }

  private static Splits cifar(Path folder) throws IOException {
    List<Path> batches =
        IntStream.rangeClosed(1, 5)
            .mapToObj(batch -> folder.resolve("data_batch_" + batch + ".bin"))
            .filter(Files::exists)
            .toList();
    return new Splits(
        CifarImages.read(batches, CIFAR_CLASSES),
        CifarImages.read(List.of(folder.resolve("test_batch.bin")), CIFAR_CLASSES),
        new Unreadable());
  }

  private static Splits folders(Path folder, Preprocessing training, Preprocessing testing)
      throws IOException {
    Path tests =
        Stream.of("val", "test")
            .map(folder::resolve)
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow(() -> new IOException(folder + " holds train/ but no val/ or test/"));
    Path train = folder.resolve("train");
    ClassNames names = ClassNames.of(folder, FolderImages.classesIn(train));
    Unreadable unreadable = new Unreadable();
    return new Splits(
        inMemoryIfItFits(
            FolderImages.list(train, names.folders(), names.labels(), training), unreadable),
        inMemoryIfItFits(
            FolderImages.list(tests, names.folders(), names.labels(), testing), unreadable),
        unreadable);
  }

  private static LabeledImages inMemoryIfItFits(LabeledImages images, Unreadable unreadable) {
    boolean fits = (long) images.size() * images.shape().size() <= MEMORY_BYTES;
    return fits ? DecodedOnce.of(images, unreadable, _ -> {}) : images;
  }

  /** Returns the names of the classes, in their order. */
  public List<String> classes() {
    return training.classes();
  }
}
