package dev.fovea.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.errorprone.annotations.MustBeClosed;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

final class PreprocessorTest {

  private static final Preprocessing DIGIT =
      new Preprocessing(ColorMode.GRAY, 0, new Resize.Exact(2, 3), 2, 3, 1, 7);

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  @Test
  void padsOnAllSides() throws ImageException {
    assertThat(apply(DIGIT, gray(3, 2, 10, 20, 30, 40, 50, 60)))
        .containsExactly(
            7, 7, 7, 7, 7, //
            7, 10, 20, 30, 7, //
            7, 40, 50, 60, 7, //
            7, 7, 7, 7, 7);
  }

  @Test
  void averagesOverTheAreaWhenShrinking() throws ImageException {
    Preprocessing half = resized(new Resize.ShorterSide(1), 1, 1);
    assertThat(apply(half, gray(2, 2, 0, 10, 20, 31))).containsExactly(15);
  }

  @Test
  void isBilinearWhenEnlarging() throws ImageException {
    Preprocessing twice = resized(new Resize.Exact(1, 4), 1, 4);
    assertThat(apply(twice, gray(2, 1, 0, 100))).containsExactly(0, 25, 75, 100);
  }

  @Test
  void averagesTheSideThatShrinksWhenTheOtherGrows() throws ImageException {
    Preprocessing mixed = resized(new Resize.Exact(1, 4), 1, 4);
    assertThat(apply(mixed, gray(2, 2, 0, 90, 0, 110))).containsExactly(0, 25, 75, 100);
  }

  @Test
  void cropsTheCentre() throws ImageException {
    Preprocessing centre = resized(new Resize.ShorterSide(3), 1, 1);
    assertThat(apply(centre, gray(5, 3, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0)))
        .containsExactly(99);
  }

  @Test
  void scalesTheShorterSideOfAnUprightPicture() throws ImageException {
    Preprocessing recipe = resized(new Resize.ShorterSide(2), 2, 2);
    assertThat(apply(recipe, gray(2, 4, 0, 0, 1, 2, 3, 4, 0, 0))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void keepsRedFirst() throws ImageException {
    Preprocessing pixel =
        new Preprocessing(ColorMode.RGB, 0, new Resize.ShorterSide(1), 1, 1, 0, 0);
    BufferedImage orange = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      orange.setRGB(i % 8, i / 8, 0xFF8010);
    }
    assertThat(apply(pixel, orange)).containsExactly(0xFF, 0x80, 0x10);
  }

  @Test
  void takesNoMoreMemoryForALongThinPicture() throws ImageException {
    Preprocessing recipe = resized(new Resize.ShorterSide(256), 227, 227);
    assertThat(apply(recipe, new BufferedImage(9_000, 1, BufferedImage.TYPE_BYTE_GRAY)))
        .hasSize(227 * 227)
        .containsOnly(0);
  }

  @Test
  void writesDirectAndHeapBuffersAlikeAtTheirPosition() throws ImageException {
    ByteBuffer direct = ByteBuffer.allocateDirect(50).position(25);
    ByteBuffer heap = ByteBuffer.allocate(60).position(10).slice().position(25);
    try (DecodedImage image = decode(DIGIT, gray(3, 2, 10, 20, 30, 40, 50, 60))) {
      Preprocessor preprocessor = new Preprocessor(DIGIT);
      preprocessor.apply(image, direct);
      preprocessor.apply(image, heap);
      byte[] pixels = preprocessor.apply(image);
      assertThat(direct.position()).isEqualTo(25 + DIGIT.outputBytes());
      assertThat(heap.position()).isEqualTo(direct.position());
      assertThat(direct.slice(25, 20)).isEqualTo(ByteBuffer.wrap(pixels));
      assertThat(heap.slice(25, 20)).isEqualTo(ByteBuffer.wrap(pixels));
      assertThat(direct.get(24)).isZero();
      assertThat(direct.get(45)).isZero();
    }
  }

  @Test
  void refusesATargetThatCannotTakeThePixels() throws ImageException {
    try (DecodedImage image = decode(DIGIT, gray(3, 2, 1, 2, 3, 4, 5, 6))) {
      Preprocessor preprocessor = new Preprocessor(DIGIT);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> preprocessor.apply(image, ByteBuffer.allocate(19)))
          .withMessageContaining("19");
      assertThatExceptionOfType(ReadOnlyBufferException.class)
          .isThrownBy(
              () -> preprocessor.apply(image, ByteBuffer.allocateDirect(20).asReadOnlyBuffer()));
    }
  }

  @Test
  void refusesAPictureInOtherColors() throws ImageException {
    Preprocessor rgb =
        new Preprocessor(
            new Preprocessing(ColorMode.RGB, 0, new Resize.ShorterSide(1), 1, 1, 0, 0));
    try (DecodedImage image = decode(DIGIT, gray(3, 2, 1, 2, 3, 4, 5, 6))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rgb.apply(image))
          .withMessageContaining("GRAY");
    }
  }

  @Test
  void digestsTellRecipesApart() {
    assertThat(DIGIT.digest()).matches("[0-9a-f]{64}").isEqualTo(DIGIT.digest());
    assertThat(resized(new Resize.ShorterSide(3), 1, 1).digest())
        .isNotEqualTo(resized(new Resize.Exact(3, 3), 1, 1).digest());
  }

  private static Preprocessing resized(Resize resize, int cropHeight, int cropWidth) {
    return new Preprocessing(ColorMode.GRAY, 0, resize, cropHeight, cropWidth, 0, 0);
  }

  private int[] apply(Preprocessing recipe, BufferedImage picture) throws ImageException {
    try (DecodedImage image = decode(recipe, picture)) {
      byte[] pixels = new Preprocessor(recipe).apply(image);
      int[] samples = new int[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        samples[i] = pixels[i] & 0xFF;
      }
      return samples;
    }
  }

  @MustBeClosed
  private DecodedImage decode(Preprocessing recipe, BufferedImage picture) throws ImageException {
    return decoder.decode(Pictures.encode(picture, "png"), recipe);
  }

  private static BufferedImage gray(int width, int height, int... samples) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSamples(0, 0, width, height, 0, samples);
    return picture;
  }
}
