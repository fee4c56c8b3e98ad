package dev.fovea.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {

  private static final Preprocessing SMALL =
      new Preprocessing(ColorMode.RGB, 255, new Resize.ShorterSide(8), 8, 8, 0, 0);

  @TempDir private Path folder;

  @Test
  void leavesOutAndListsPicturesThatCannotBeRead() throws IOException {
    picture("train/cat/1.png");
    picture("train/dog/1.png");
    picture("val/cat/1.png");
    picture("val/dog/1.png");
    Files.writeString(folder.resolve("train/cat/broken.png"), "no picture");

    Splits splits = Splits.of(DataSet.open(folder), SMALL, SMALL);

    assertThat(splits.training().size()).isEqualTo(2);
    assertThat(splits.testing().size()).isEqualTo(2);
    assertThat(splits.classes()).containsExactly("cat", "dog");
    assertThat(splits.unreadable().messages())
        .singleElement()
        .asString()
        .contains("broken.png")
        .contains("not a JPEG");
  }

  @Test
  void takesOrderAndNamesOfTheClassesFromTheirFile() throws IOException {
    picture("train/n2/1.png");
    picture("train/n1/1.png");
    picture("val/n1/1.png");
    picture("val/n2/1.png");
    Files.writeString(folder.resolve("classes.txt"), "n2\thound\nn1\ttench\n");

    Splits splits = Splits.of(DataSet.open(folder), SMALL, SMALL);

    assertThat(splits.classes()).containsExactly("hound", "tench");
  }

  @Test
  void saysWhichLayoutsItExpects() {
    assertThatThrownBy(() -> Splits.of(DataSet.open(folder), SMALL, SMALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no data set: expected train-images-idx3-ubyte(.gz)");
  }

  private void picture(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }
}
