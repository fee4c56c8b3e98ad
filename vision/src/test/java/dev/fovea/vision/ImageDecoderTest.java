package dev.fovea.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.vision.ImageException.ImageTooLarge;
import dev.fovea.vision.ImageException.NotAnImage;
import dev.fovea.vision.ImageException.UndecodableImage;
import dev.fovea.vision.ImageException.UnsupportedImage;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {

  private static final int[] RED = {255, 0, 0};
  private static final int[] GREEN = {0, 255, 0};
  private static final int[] BLUE = {0, 0, 255};
  private static final int[] WHITE = {255, 255, 255};

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

  static Stream<Named<byte[]>> colorPictures() {
    BufferedImage rgb = Pictures.quadrants(BufferedImage.TYPE_INT_RGB);
    BufferedImage palette = Pictures.quadrants(BufferedImage.TYPE_BYTE_INDEXED);
    return Stream.of(
        Named.of("JPEG", Pictures.encode(rgb, "jpg")),
        Named.of("progressive JPEG", Pictures.progressive(rgb, "jpg")),
        Named.of("CMYK JPEG", Pictures.fourColorJpeg(false)),
        Named.of("YCCK JPEG", Pictures.fourColorJpeg(true)),
        Named.of("PNG", Pictures.encode(rgb, "png")),
        Named.of("interlaced PNG", Pictures.progressive(rgb, "png")),
        Named.of("palette PNG", Pictures.encode(palette, "png")),
        Named.of("16-bit PNG", Pictures.encode(Pictures.deep(), "png")),
        Named.of(
            "opaque alpha PNG",
            Pictures.encode(Pictures.quadrants(BufferedImage.TYPE_INT_ARGB), "png")),
        Named.of("GIF", Pictures.encode(palette, "gif")),
        Named.of("interlaced GIF", Pictures.progressive(palette, "gif")),
        Named.of("BMP", Pictures.encode(rgb, "bmp")),
        Named.of("palette BMP", Pictures.encode(palette, "bmp")),
        Named.of("TIFF", Pictures.encode(rgb, "tiff")),
        Named.of("LZW TIFF", Pictures.tiff(rgb, "LZW")),
        Named.of("deflate TIFF", Pictures.tiff(rgb, "Deflate")),
        Named.of("PackBits TIFF", Pictures.tiff(rgb, "PackBits")),
        Named.of("palette TIFF", Pictures.encode(palette, "tiff")),
        Named.of("16-bit TIFF", Pictures.encode(Pictures.deep(), "tiff")),
        Named.of("WebP", Pictures.webp(false)));
  }

  @ParameterizedTest
  @MethodSource("colorPictures")
  void decodesColors(byte[] bytes) throws ImageException {
    try (DecodedImage image = decoder.decode(bytes, ColorMode.RGB, 0)) {
      assertThat(image.width()).isEqualTo(Pictures.WIDTH);
      assertThat(image.height()).isEqualTo(Pictures.HEIGHT);
      assertPixel(image, 10, 10, RED);
      assertPixel(image, 54, 10, GREEN);
      assertPixel(image, 10, 38, BLUE);
      assertPixel(image, 54, 38, WHITE);
    }
  }

  @ParameterizedTest
  @MethodSource("colorPictures")
  void decodesToLuma(byte[] bytes) throws ImageException {
    try (DecodedImage image = decoder.decode(bytes, ColorMode.GRAY, 0)) {
      assertPixel(image, 10, 10, 76);
      assertPixel(image, 54, 10, 150);
      assertPixel(image, 10, 38, 29);
      assertPixel(image, 54, 38, 255);
    }
  }

  static Stream<Named<byte[]>> grayPictures() {
    BufferedImage gray = Pictures.quadrants(BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSamples(0, 0, 32, 24, 0, filled(32 * 24, 77));
    BufferedImage deep = Pictures.quadrants(BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSamples(0, 0, 32, 24, 0, filled(32 * 24, 77 * 257));
    return Stream.of(
        Named.of("grey JPEG", Pictures.encode(gray, "jpg")),
        Named.of("grey PNG", Pictures.encode(gray, "png")),
        Named.of("16-bit grey PNG", Pictures.encode(deep, "png")),
        Named.of("grey BMP", Pictures.encode(gray, "bmp")),
        Named.of("grey TIFF", Pictures.encode(gray, "tiff")),
        Named.of("16-bit grey TIFF", Pictures.encode(deep, "tiff")));
  }

  @ParameterizedTest
  @MethodSource("grayPictures")
  void decodesGrayToEitherColorMode(byte[] bytes) throws ImageException {
    try (DecodedImage image = decoder.decode(bytes, ColorMode.GRAY, 0)) {
      assertPixel(image, 10, 10, 77);
    }
    try (DecodedImage image = decoder.decode(bytes, ColorMode.RGB, 0)) {
      assertPixel(image, 10, 10, 77, 77, 77);
    }
  }

  static Stream<Named<byte[]>> bilevelPictures() {
    BufferedImage bilevel = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_BINARY);
    bilevel.getRaster().setSamples(32, 0, 32, 48, 0, filled(32 * 48, 1));
    return Stream.of(
        Named.of("PNG", Pictures.encode(bilevel, "png")),
        Named.of("BMP", Pictures.encode(bilevel, "bmp")),
        Named.of("TIFF", Pictures.encode(bilevel, "tiff")),
        Named.of("fax TIFF", Pictures.tiff(bilevel, "CCITT T.6")));
  }

  @ParameterizedTest
  @MethodSource("bilevelPictures")
  void decodesBlackAndWhite(byte[] bytes) throws ImageException {
    try (DecodedImage image = decoder.decode(bytes, ColorMode.GRAY, 0)) {
      assertPixel(image, 10, 10, 0);
      assertPixel(image, 54, 10, 255);
    }
  }

  static Stream<Named<byte[]>> clearPictures() {
    return Stream.of(
        Named.of("PNG", Pictures.encode(Pictures.halfClear(), "png")),
        Named.of("GIF", Pictures.encode(Pictures.halfClear(), "gif")),
        Named.of("TIFF", Pictures.encode(Pictures.halfClear(), "tiff")),
        Named.of("WebP", Pictures.webp(true)));
  }

  @ParameterizedTest
  @MethodSource("clearPictures")
  void laysAClearPictureOnTheBackground(byte[] bytes) throws ImageException {
    for (int background : new int[] {0, 130, 255}) {
      try (DecodedImage image = decoder.decode(bytes, ColorMode.RGB, background)) {
        assertPixel(image, 10, 10, RED);
        assertPixel(image, 54, 10, background, background, background);
      }
    }
  }

  @Test
  void mixesAHalfClearPixelWithTheBackground() throws ImageException {
    byte[] bytes = Pictures.encode(Pictures.grayWithAlpha(), "png");
    try (DecodedImage image = decoder.decode(bytes, ColorMode.GRAY, 100)) {
      assertPixel(image, 10, 10, 200);
      assertPixel(image, 54, 10, 150);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void standsPicturesUpright(int value) throws ImageException {
    BufferedImage stored = Pictures.quadrants(BufferedImage.TYPE_INT_RGB);
    Orientation orientation = Orientation.ofExif(value);
    assertUpright(Pictures.orientedJpeg(Pictures.encode(stored, "jpg"), value), orientation);
    assertUpright(Pictures.orientedPng(Pictures.encode(stored, "png"), value), orientation);
    assertUpright(Pictures.orientedTiff(Pictures.encode(stored, "tiff"), value), orientation);
    assertUpright(
        Pictures.orientedTiff(Pictures.encode(Pictures.deep(), "tiff"), value), orientation);
  }

  /** Corners of the upright picture, clockwise from the upper left, as stored quadrants. */
  private void assertUpright(byte[] bytes, Orientation orientation) throws ImageException {
    int[][] corners =
        switch (orientation) {
          case UPRIGHT -> new int[][] {RED, GREEN, WHITE, BLUE};
          case MIRRORED -> new int[][] {GREEN, RED, BLUE, WHITE};
          case TURNED -> new int[][] {WHITE, BLUE, RED, GREEN};
          case FLIPPED -> new int[][] {BLUE, WHITE, GREEN, RED};
          case TRANSPOSED -> new int[][] {RED, BLUE, WHITE, GREEN};
          case TURN_RIGHT -> new int[][] {BLUE, RED, GREEN, WHITE};
          case TRANSVERSED -> new int[][] {WHITE, GREEN, RED, BLUE};
          case TURN_LEFT -> new int[][] {GREEN, WHITE, BLUE, RED};
        };
    assertThat(decoder.header(bytes).orientation()).isEqualTo(orientation);
    try (DecodedImage image = decoder.decode(bytes, ColorMode.RGB, 0)) {
      int right = image.width() - 5;
      int bottom = image.height() - 5;
      assertThat(image.width())
          .isEqualTo(orientation.swapsSides() ? Pictures.HEIGHT : Pictures.WIDTH);
      assertPixel(image, 5, 5, corners[0]);
      assertPixel(image, right, 5, corners[1]);
      assertPixel(image, right, bottom, corners[2]);
      assertPixel(image, 5, bottom, corners[3]);
    }
  }

  @Test
  void readsSizeAndFramesWithoutDecoding() throws ImageException {
    byte[] bytes = Pictures.webp(false);
    assertThat(decoder.header(bytes))
        .isEqualTo(new ImageHeader(ImageFormat.WEBP, 64, 48, 1, Orientation.UPRIGHT));
  }

  @Test
  void refusesWhatIsNoPicture() {
    for (String text :
        new String[] {"", "B", "a letter, not a picture", "%PDF-1.7", "RIFF1234WAVE"}) {
      assertThatExceptionOfType(NotAnImage.class)
          .isThrownBy(() -> decoder.header(text.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  @Test
  void refusesAClaimedSizeBeforeDecoding() {
    assertThatExceptionOfType(ImageTooLarge.class)
        .isThrownBy(() -> decode(Pictures.pngClaiming(60_000, 60_000)))
        .withMessageContaining("60000 x 60000")
        .satisfies(e -> assertThat(e.limits()).isEqualTo(ImageLimits.DEFAULT));
  }

  @Test
  void boundsSidesAndPixelsEach() throws ImageException {
    byte[] bytes = Pictures.webp(false);
    long pixels = Pictures.WIDTH * Pictures.HEIGHT;
    assertThat(new ImageDecoder(new ImageLimits(64, pixels)).header(bytes).pixels())
        .isEqualTo(pixels);
    assertThatExceptionOfType(ImageTooLarge.class)
        .isThrownBy(() -> new ImageDecoder(new ImageLimits(63, pixels)).header(bytes));
    assertThatExceptionOfType(ImageTooLarge.class)
        .isThrownBy(() -> new ImageDecoder(new ImageLimits(64, pixels - 1)).header(bytes));
  }

  @Test
  void saysWhichVariantOfJpegItLacks() {
    byte[] bytes = Pictures.encode(Pictures.quadrants(BufferedImage.TYPE_INT_RGB), "jpg");
    for (int i = 0; i < bytes.length - 1; i++) {
      if (bytes[i] == (byte) 0xFF && bytes[i + 1] == (byte) 0xC0) {
        bytes[i + 1] = (byte) 0xC3;
        break;
      }
    }
    assertThatExceptionOfType(UnsupportedImage.class)
        .isThrownBy(() -> decode(bytes))
        .withMessageContaining("SOF3");
  }

  @Test
  void refusesAScanThatLostItsThread() {
    byte[] bytes = Pictures.encode(Noise.picture(300, 200), "jpg");
    byte[] cut = new byte[bytes.length - 1000];
    System.arraycopy(bytes, 0, cut, 0, 5000);
    System.arraycopy(bytes, 6000, cut, 5000, cut.length - 5000);
    assertThatExceptionOfType(UndecodableImage.class).isThrownBy(() -> decode(cut));
  }

  @Test
  void toleratesPaddingAtTheEndOfAScan() throws ImageException {
    byte[] bytes = Pictures.encode(Pictures.quadrants(BufferedImage.TYPE_INT_RGB), "jpg");
    byte[] padded = new byte[bytes.length + 40];
    System.arraycopy(bytes, 0, padded, 0, bytes.length - 2);
    padded[padded.length - 2] = (byte) 0xFF;
    padded[padded.length - 1] = (byte) 0xD9;
    try (DecodedImage image = decoder.decode(padded, ColorMode.RGB, 0)) {
      assertPixel(image, 54, 38, WHITE);
    }
  }

  @Test
  void refusesToHandOutPixelsOfAClosedPicture() throws ImageException {
    DecodedImage kept;
    try (DecodedImage image = decoder.decode(Pictures.webp(false), ColorMode.RGB, 0)) {
      kept = image;
    }
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(kept::pixels);
  }

  private void decode(byte[] bytes) throws ImageException {
    try (DecodedImage image = decoder.decode(bytes, ColorMode.RGB, 0)) {
      assertThat(image.width()).isPositive();
    }
  }

  private static void assertPixel(DecodedImage image, int x, int y, int... samples) {
    byte[] pixels = image.pixels();
    int channels = image.color().channels();
    assertThat(samples).hasSize(channels);
    for (int c = 0; c < channels; c++) {
      int actual = pixels[(y * image.width() + x) * channels + c] & 0xFF;
      assertThat(actual).as("channel %d at %d, %d", c, x, y).isCloseTo(samples[c], within(3));
    }
  }

  private static int[] filled(int length, int value) {
    int[] samples = new int[length];
    Arrays.fill(samples, value);
    return samples;
  }
}
