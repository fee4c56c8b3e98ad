package dev.fovea.trainer.data;

import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.vision.Preprocessing;
import java.io.IOException;
import java.util.List;

/**
 * A data set brought to the sizes that a network trains and tests on.
 *
 * @param training what weights are fitted to
 * @param testing what accuracy is measured on, never trained on
 * @param unreadable pictures that were left out
 */
public record Splits(LabeledImages training, LabeledImages testing, Unreadable unreadable) {

  /** Decoded pictures are kept in memory up to this many bytes. */
  private static final long MEMORY_BYTES = 4L << 30;

  /**
   * Brings the pictures of a data set to one size each for training and for testing.
   *
   * @throws IOException if there are fewer than two classes, or nothing that can be read
   */
  public static Splits of(DataSet set, Preprocessing training, Preprocessing testing)
      throws IOException {
    List<String> classes = set.training().classes();
    if (classes.size() < 2) {
      throw new IOException("there is nothing to tell apart: the data has the classes " + classes);
    }
    Unreadable unreadable = new Unreadable();
    return new Splits(
        brought(set.training(), training, unreadable, "train on"),
        brought(set.testing(), testing, unreadable, "test on"),
        unreadable);
  }

  private static LabeledImages brought(
      TestPictures pictures, Preprocessing form, Unreadable unreadable, String purpose)
      throws IOException {
    LabeledImages brought = DataSet.brought(pictures, form);
    LabeledImages images =
        brought instanceof DecodedPictures ? inMemoryIfItFits(brought, unreadable) : brought;
    if (images.size() == 0) {
      throw new IOException(
          "none of the %d pictures to %s can be read: %s"
              .formatted(
                  pictures.size(),
                  purpose,
                  unreadable.messages().stream().findFirst().orElse("there are none")));
    }
    return images;
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
