package dev.fovea.service;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Pictures drawn by code. */
public final class TestPictures {

  private TestPictures() {}

  /** Returns a black PNG with one white quadrant, 0 to 3. */
  public static byte[] quadrant(int quadrant) {
    return encode(draw(quadrant, 64), "png");
  }

  /** Returns the same with sides of 3,000 pixels, which take a while to decode. */
  public static byte[] largeQuadrant(int quadrant) {
    return encode(draw(quadrant, 3_000), "png");
  }

  /** Returns a black JPEG with one white quadrant, 0 to 3. */
  public static byte[] jpegQuadrant(int quadrant) {
    return encode(draw(quadrant, 64), "jpeg");
  }

  /** Returns the first half of a PNG. */
  public static byte[] truncated() {
    byte[] whole = quadrant(0);
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** Returns a PNG whose header claims 60,000 by 60,000 pixels. */
  public static byte[] bomb() {
    byte[] png = quadrant(0);
    java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 60_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    return png;
  }

  private static BufferedImage draw(int quadrant, int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    int half = side / 2;
    graphics.fillRect(half * (quadrant % 2), half * (quadrant / 2), half, half);
    graphics.dispose();
    return picture;
  }

  private static byte[] encode(BufferedImage picture, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, format.toLowerCase(Locale.ROOT), bytes)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Returns another file with the same pixels. */
  public static byte[] withTrailingBytes(byte[] png) {
    return Arrays.copyOf(png, png.length + 3);
  }
}
