package dev.fovea.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cut and damaged pictures: an {@link ImageException} or the right pixels, and nothing else. */
final class HostileBytesTest {

  private static final long SEED = 20_261_121;
  private static final int MUTATIONS = 1_000;

  private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(4_096, 1_000_000));

  static Stream<Named<byte[]>> pictures() {
    BufferedImage noise = Noise.picture(40, 30);
    BufferedImage quadrants = Pictures.quadrants(BufferedImage.TYPE_BYTE_INDEXED);
    return Stream.of(
        Named.of("JPEG", Pictures.encode(noise, "jpg")),
        Named.of("progressive JPEG", Pictures.progressive(noise, "jpg")),
        Named.of("CMYK JPEG", Pictures.fourColorJpeg(true)),
        Named.of("oriented JPEG", Pictures.orientedJpeg(Pictures.encode(noise, "jpg"), 6)),
        Named.of("PNG", Pictures.encode(noise, "png")),
        Named.of("interlaced PNG", Pictures.progressive(noise, "png")),
        Named.of("16-bit PNG", Pictures.encode(Pictures.deep(), "png")),
        Named.of("palette PNG", Pictures.encode(quadrants, "png")),
        Named.of("GIF", Pictures.encode(quadrants, "gif")),
        Named.of("interlaced GIF", Pictures.progressive(quadrants, "gif")),
        Named.of("BMP", Pictures.encode(noise, "bmp")),
        Named.of("palette BMP", Pictures.encode(quadrants, "bmp")),
        Named.of("TIFF", Pictures.encode(noise, "tiff")),
        Named.of("LZW TIFF", Pictures.tiff(noise, "LZW")),
        Named.of("deflate TIFF", Pictures.tiff(noise, "Deflate")),
        Named.of("JPEG TIFF", Pictures.tiff(noise, "JPEG")),
        Named.of("WebP", Pictures.webp(false)),
        Named.of("WebP with alpha", Pictures.webp(true)));
  }

  @Test
  void refusesAPngThatInflatesToMoreThanItsPixels() {
    byte[] bomb = Bombs.png(10, 10, 400_000_000);
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThatThrownBy(() -> pixels(bomb)).hasMessageContaining("inflates to more than its pixels");
  }

  @Test
  void decodesALargePngThatInflatesToItsPixels() throws ImageException {
    byte[] large = Pictures.encode(Noise.picture(500, 400), "png");
    assertThat(large.length).as("large enough to be counted").isGreaterThan(1 << 18);
    assertThat(pixels(large)).hasSize(500 * 400 * 3);
  }

  @Test
  void refusesAJpegOfEndlessScans() {
    byte[] whole = Pictures.progressive(Noise.picture(40, 30), "jpg");
    assertThatThrownBy(() -> pixels(Bombs.repeatLastScan(whole, 1_000)))
        .hasMessageContaining("more than 64 scans");
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void neverFillsUpWhatWasCutOff(byte[] whole) throws ImageException {
    byte[] pixels = pixels(whole);
    int step = Math.max(1, whole.length / 400);
    for (int length = 0; length < whole.length; length += step) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        assertThat(pixels(cut)).as("cut at %d of %d", length, whole.length).isEqualTo(pixels);
      } catch (ImageException e) {
        assertThat(e).hasMessageContaining(" ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void survivesDamagedBytes(byte[] whole) {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = whole.clone();
      // Half of the faults go into the first bytes, where the headers are.
      int reach = random.nextBoolean() ? whole.length : Math.min(whole.length, 64);
      for (int fault = 0; fault <= i % 4; fault++) {
        damaged[random.nextInt(reach)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(pixels(damaged)).isNotEmpty();
      } catch (ImageException _) {
        refused++;
      }
    }
    assertThat(refused).as("refused of %d, seed %d", MUTATIONS, SEED).isPositive();
  }

  private byte[] pixels(byte[] bytes) throws ImageException {
    try (DecodedImage image = decoder.decode(bytes, ColorMode.RGB, 0)) {
      return image.pixels();
    }
  }
}
