package dev.fovea.e2e.container;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures drawn for the tests: sevens, bright on black as MNIST's are. */
final class Digits {

  private Digits() {}

  /** Returns a seven of 28 × 28 pixels as PNG. */
  static byte[] seven() {
    return seven(0);
  }

  /** Returns the seven of a seed: each is placed and slanted a little otherwise. */
  static byte[] seven(long seed) {
    Random random = new Random(seed);
    int top = 6 + random.nextInt(3);
    int left = 7 + random.nextInt(3);
    int foot = 11 + random.nextInt(3);
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.setColor(Color.WHITE);
    pen.drawPolyline(new int[] {left, 19, foot}, new int[] {top, top, 21}, 3);
    pen.dispose();
    image.getRaster().setSample(0, 0, 0, (int) (seed & 0xff));
    image.getRaster().setSample(1, 0, 0, (int) (seed >> 8 & 0xff));
    return png(image);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
