package dev.fovea.bench.serving;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Request bodies drawn in code, so that a benchmark needs no data and two runs send the same. */
public final class DrawnPictures {

  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;
  private static final int TARGET_BYTES = 100_000;

  private DrawnPictures() {}

  /** Returns {@code count} JPEGs of 500×375 pixels and about 100 KB, each its own. */
  public static List<byte[]> photographs(int count) {
    return IntStream.range(0, count).mapToObj(DrawnPictures::photograph).toList();
  }

  /** Returns {@code count} PNGs of 28×28 pixels, a white digit on black. */
  static List<byte[]> digits(int count) {
    return IntStream.range(0, count).mapToObj(DrawnPictures::digit).toList();
  }

  private static byte[] photograph(int seed) {
    BufferedImage picture = noise(new Random(seed));
    float low = 0.5f;
    float high = 1f;
    byte[] encoded = jpeg(picture, high);
    for (int step = 0; step < 7; step++) {
      float quality = (low + high) / 2;
      encoded = jpeg(picture, quality);
      if (encoded.length > TARGET_BYTES) {
        high = quality;
      } else {
        low = quality;
      }
    }
    return encoded;
  }

  /**
   * Noise whose power falls with frequency as it does in photographs: each octave has half the
   * amplitude of the one below, plus a little grain.
   */
  private static BufferedImage noise(Random random) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int alpha = 255;
    for (int cells = 4; cells <= 256; cells *= 2) {
      BufferedImage octave = new BufferedImage(cells, cells, BufferedImage.TYPE_INT_ARGB);
      for (int y = 0; y < cells; y++) {
        for (int x = 0; x < cells; x++) {
          octave.setRGB(x, y, alpha << 24 | random.nextInt(1 << 24));
        }
      }
      graphics.drawImage(octave, 0, 0, WIDTH, HEIGHT, null);
      alpha /= 2;
    }
    graphics.dispose();
    return picture;
  }

  private static byte[] jpeg(BufferedImage picture, float quality) {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality);
    var bytes = new ByteArrayOutputStream();
    try (var output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] digit(int number) {
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22 + number / 10 % 4));
    graphics.drawString(String.valueOf(number % 10), 7 + number % 3, 22);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
