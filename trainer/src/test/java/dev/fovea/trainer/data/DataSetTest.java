package dev.fovea.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.trainer.network.Shape;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {

  private static final Preprocessing DIGITS =
      new Preprocessing(ColorMode.GRAY, 0, new Resize.ShorterSide(28), 28, 28, 2, 0);

  @TempDir private Path folder;

  @Test
  void bringsArchivesOfAnotherSizeToTheNetworksAsTheServiceWould() throws IOException {
    idx("train", 20, 0, 1);
    idx("t10k", 20, 1, 0);

    Splits splits = Splits.of(DataSet.open(folder), DIGITS, DIGITS);

    ByteBuffer pixels = ByteBuffer.allocateDirect(32 * 32);
    splits.training().read(0, pixels);
    assertThat(splits.training().shape()).isEqualTo(new Shape(1, 32, 32));
    assertThat(pixels.get(0)).as("the rim is padding").isZero();
    assertThat(pixels.get(16 * 32 + 16) & 0xff).isEqualTo(200);
  }

  @Test
  void leavesArchivesOfTheRightSizeAsTheyAre() throws IOException {
    idx("train", 28, 0, 1);
    idx("t10k", 28, 0, 1);

    Splits splits = Splits.of(DataSet.open(folder), DIGITS, DIGITS);

    assertThat(splits.training().shape()).isEqualTo(new Shape(1, 28, 28));
  }

  @Test
  void namesTheClassesOfArchivesByTheirList() throws IOException {
    idx("train", 28, 0, 1, 2);
    idx("t10k", 28, 0);
    Files.writeString(folder.resolve("classes.txt"), "shirt\nshoe\nbag\n");

    DataSet set = DataSet.open(folder);

    assertThat(set.training().classes()).containsExactly("shirt", "shoe", "bag");
    assertThat(set.testing().classes()).containsExactly("shirt", "shoe", "bag");
  }

  @Test
  void refusesATestLabelThatWasNeverTrained() throws IOException {
    idx("train", 28, 0, 1);
    idx("t10k", 28, 0, 2);

    assertThatThrownBy(() -> DataSet.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("t10k-labels-idx1-ubyte holds the label 2");
  }

  @Test
  void saysWhichArchiveIsMissing() throws IOException {
    idx("train", 28, 0, 1);
    Files.delete(folder.resolve("train-labels-idx1-ubyte"));

    assertThatThrownBy(() -> DataSet.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lacks train-labels-idx1-ubyte(.gz)");
  }

  @Test
  void saysWhichClassesDiffer() throws IOException {
    pictures("train", "cat", "dog");
    pictures("val", "cat", "dgo");

    assertThatThrownBy(() -> DataSet.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only the first has [dog], only the second [dgo]");
  }

  @Test
  void offersToHoldOutWhereThereIsNothingToTestOn() throws IOException {
    pictures("train", "cat", "dog");

    assertThatThrownBy(() -> DataSet.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--hold-out 0.2");
  }

  @Test
  void refusesAClassWithoutPictures() throws IOException {
    pictures("train", "cat", "dog");
    pictures("val", "cat", "dog");
    Files.delete(folder.resolve("train/dog/0.png"));
    Files.delete(folder.resolve("train/dog/1.png"));

    assertThatThrownBy(() -> DataSet.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("holds no picture, but stands for a class");
  }

  @Test
  void holdsOutTheSamePicturesEachTime() throws IOException {
    pictures("train", "cat", "dog", "cow", "ewe", "hen");

    List<String> once = names(DataSet.holdOut(folder, 0.3));
    DataSet again = DataSet.holdOut(folder, 0.3);

    assertThat(names(again)).hasSize(3).isEqualTo(once);
    assertThat(again.training().size()).isEqualTo(7);
    for (int index = 0; index < again.training().size(); index++) {
      assertThat(once).doesNotContain(again.training().name(index));
    }
  }

  private static List<String> names(DataSet set) {
    return IntStream.range(0, set.testing().size()).mapToObj(set.testing()::name).toList();
  }

  private void pictures(String split, String... classes) throws IOException {
    for (String name : classes) {
      for (int index = 0; index < 2; index++) {
        Path file = folder.resolve("%s/%s/%d.png".formatted(split, name, index));
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
      }
    }
  }

  /** Writes a grey square a label. */
  private void idx(String split, int side, int... labels) throws IOException {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream classes = new ByteArrayOutputStream();
    try (DataOutputStream pictures = new DataOutputStream(images);
        DataOutputStream indices = new DataOutputStream(classes)) {
      pictures.writeInt(0x0803);
      pictures.writeInt(labels.length);
      pictures.writeInt(side);
      pictures.writeInt(side);
      indices.writeInt(0x0801);
      indices.writeInt(labels.length);
      for (int label : labels) {
        indices.writeByte(label);
        for (int pixel = 0; pixel < side * side; pixel++) {
          pictures.writeByte(200);
        }
      }
    }
    Files.write(folder.resolve(split + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve(split + "-labels-idx1-ubyte"), classes.toByteArray());
  }
}
