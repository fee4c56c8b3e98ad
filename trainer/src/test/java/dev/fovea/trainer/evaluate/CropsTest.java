package dev.fovea.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.util.List;
import org.junit.jupiter.api.Test;

class CropsTest {

  private static Preprocessing square(ColorMode color, int side, int padding) {
    return new Preprocessing(color, 0, new Resize.ShorterSide(side), side, side, padding, 0);
  }

  @Test
  void leavesThePapersMarginAroundTenCrops() {
    Preprocessing before = Crops.TEN.before(square(ColorMode.RGB, 224, 0));

    assertThat(before.resize()).isEqualTo(new Resize.ShorterSide(256));
    assertThat(before.outputHeight()).isEqualTo(256);
    assertThat(before.outputWidth()).isEqualTo(256);
  }

  @Test
  void cutsFourCornersAndTheCentreEachFollowedByItsMirrorImage() {
    byte[] pixels = new byte[8 * 8];
    for (int index = 0; index < pixels.length; index++) {
      pixels[index] = (byte) index;
    }

    List<byte[]> crops = Crops.TEN.cut(pixels, square(ColorMode.GRAY, 7, 0));

    assertThat(crops).hasSize(10);
    assertThat(crops).extracting(crop -> crop[0]).containsExactly(first());
    assertThat(crops.get(2)).startsWith(1, 2, 3, 4, 5, 6, 7, 9);
    assertThat(crops.get(3)).startsWith(7, 6, 5, 4, 3, 2, 1, 15);
  }

  private static Byte[] first() {
    return new Byte[] {0, 6, 1, 7, 8, 14, 9, 15, 0, 6};
  }

  @Test
  void keepsTheChannelsOfAMirroredPixelInOrder() {
    PixelWindow window =
        new PixelWindow(
            new byte[0],
            2,
            new Preprocessing(ColorMode.RGB, 0, new Resize.Exact(1, 2), 1, 2, 0, 0));

    assertThat(window.mirrored(new byte[] {1, 2, 3, 4, 5, 6})).containsExactly(4, 5, 6, 1, 2, 3);
  }

  @Test
  void refusesTenCropsOfAPaddedPicture() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Crops.TEN.before(square(ColorMode.GRAY, 28, 2)))
        .withMessageContaining("margin");
    assertThatIllegalArgumentException().isThrownBy(() -> Crops.of(5));
  }
}
