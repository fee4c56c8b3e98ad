package dev.fovea.e2e.digits;

import dev.fovea.e2e.Repository;
import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The test digits of MNIST, where this machine has them: IDX files, gzipped. */
final class Mnist {

  private static final int SIDE = 28;
  private static final int IMAGES_HEADER = 16;
  private static final int LABELS_HEADER = 8;

  /**
   * One digit.
   *
   * @param picture white on black, 28×28, greyscale
   * @param label what it is, 0 to 9
   */
  record Digit(BufferedImage picture, int label) {}

  private Mnist() {}

  /** Returns {@code mnist/} below {@code FOVEA_DATA}, by default {@code ../shared/data}. */
  static Optional<Path> folder() {
    String data = System.getenv().getOrDefault("FOVEA_DATA", "../shared/data");
    return Optional.of(Repository.path(data).resolve("mnist")).filter(Files::isDirectory);
  }

  /** Returns the first {@code count} digits of the test set. */
  static List<Digit> test(Path folder, int count) throws IOException {
    try (DataInputStream images = open(folder.resolve("t10k-images-idx3-ubyte.gz"));
        DataInputStream labels = open(folder.resolve("t10k-labels-idx1-ubyte.gz"))) {
      images.skipNBytes(IMAGES_HEADER);
      labels.skipNBytes(LABELS_HEADER);
      List<Digit> digits = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = images.readNBytes(SIDE * SIDE);
        picture.getRaster().setDataElements(0, 0, SIDE, SIDE, pixels);
        digits.add(new Digit(picture, labels.readUnsignedByte()));
      }
      return digits;
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(file)));
  }
}
