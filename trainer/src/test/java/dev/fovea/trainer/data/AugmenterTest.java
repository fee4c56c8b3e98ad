package dev.fovea.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.recipe.Augmentation;
import dev.fovea.trainer.recipe.Augmentation.ColorShift;
import dev.fovea.trainer.recipe.Augmentation.Mirror;
import dev.fovea.trainer.recipe.Augmentation.RandomCrop;
import dev.fovea.trainer.recipe.Augmentation.RandomResizedCrop;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmenterTest {

  private static final Shape FOUR = new Shape(1, 4, 4);
  private static final PrincipalColors GRAY =
      new PrincipalColors(new double[] {100}, new double[][] {{0.05}});

  @Test
  void surroundsASmallerPictureWithBlack() {
    byte[] result = apply(List.of(), new Shape(1, 2, 2), new byte[] {1, 2, 3, 4}, 1);

    assertThat(result).containsExactly(0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0);
  }

  @Test
  void cropsWithoutInterpolating() {
    byte[] source = new byte[36];
    for (int at = 0; at < source.length; at++) {
      source[at] = (byte) (3 * at);
    }

    byte[] result = apply(List.of(new RandomCrop()), new Shape(1, 6, 6), source, 5);

    int first = result[0];
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        assertThat(result[4 * row + column]).isEqualTo((byte) (first + 3 * (6 * row + column)));
      }
    }
  }

  @Test
  void mirrorsAboutHalfOfThePictures() {
    byte[] source = {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4};
    int mirrored = 0;
    for (int seed = 0; seed < 200; seed++) {
      byte[] result = apply(List.of(new Mirror()), FOUR, source, seed);
      assertThat(result[0]).isIn((byte) 1, (byte) 4);
      mirrored += result[0] == 4 ? 1 : 0;
    }

    assertThat(mirrored).isBetween(70, 130);
  }

  @Test
  void staysInsideThePictureWhenItResizes() {
    byte[] white = new byte[16];
    Arrays.fill(white, (byte) 255);
    for (int seed = 0; seed < 50; seed++) {
      byte[] result = apply(List.of(new RandomResizedCrop(0.5, 1, 1.3)), FOUR, white, seed);

      assertThat(result).containsOnly((byte) 255);
    }
  }

  @Test
  void shiftsAllPixelsOfAPictureAlike() {
    byte[] source = new byte[16];
    Arrays.fill(source, (byte) 100);

    byte[] result = apply(List.of(new ColorShift(1)), FOUR, source, 3);

    assertThat(result).containsOnly(result[0]);
    assertThat(result[0]).isNotEqualTo((byte) 100);
  }

  private static byte[] apply(
      List<Augmentation> augmentations, Shape shape, byte[] pixels, long seed) {
    ByteBuffer source = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    ByteBuffer target = ByteBuffer.allocateDirect(FOUR.size());
    new Augmenter(augmentations, shape, FOUR, GRAY)
        .apply(source, target, new SplittableRandom(seed));
    byte[] result = new byte[FOUR.size()];
    target.flip().get(result);
    return result;
  }
}
