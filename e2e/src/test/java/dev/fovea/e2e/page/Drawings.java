package dev.fovea.e2e.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures drawn in code, so that no test needs a picture of anybody. */
final class Drawings {

  private static final int SHAPE_SIDE = 200;
  private static final long SEED = 1998;

  private Drawings() {}

  /** Corners of a seven, as shares of the side of the square it is drawn in. */
  static List<double[]> seven() {
    return List.of(new double[] {0.26, 0.24}, new double[] {0.74, 0.24}, new double[] {0.44, 0.8});
  }

  /** Writes a white seven on black as a PNG of 28 by 28, as MNIST has digits. */
  static Path seven(Path folder) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = graphics(image);
    Path2D stroke = new Path2D.Double();
    for (double[] corner : seven()) {
      double x = corner[0] * 28;
      double y = corner[1] * 28;
      if (stroke.getCurrentPoint() == null) {
        stroke.moveTo(x, y);
      } else {
        stroke.lineTo(x, y);
      }
    }
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(stroke);
    graphics.dispose();
    return write(image, folder.resolve("seven.png"));
  }

  /**
   * Writes a folder of two kinds of shapes, {@code each} pictures of a kind in a folder of its own.
   */
  static Path shapes(Path folder, int each) {
    Random random = new Random(SEED);
    for (int i = 0; i < each; i++) {
      double side = 60 + random.nextInt(80);
      double at = 20 + random.nextInt(40);
      disc(folder, i, new Ellipse2D.Double(at, at, side, side), random);
      bar(folder, i, new Rectangle2D.Double(at, at, side, side * 0.4), random);
    }
    return folder;
  }

  private static void disc(Path folder, int i, Shape shape, Random random) {
    shape(folder.resolve("disc/disc-" + i + ".png"), shape, random);
  }

  private static void bar(Path folder, int i, Shape shape, Random random) {
    shape(folder.resolve("bar/bar-" + i + ".png"), shape, random);
  }

  private static void shape(Path file, Shape shape, Random random) {
    BufferedImage image = new BufferedImage(SHAPE_SIDE, SHAPE_SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(image);
    float hue = random.nextFloat();
    graphics.setColor(Color.getHSBColor(hue, 0.12f, 0.95f));
    graphics.fillRect(0, 0, SHAPE_SIDE, SHAPE_SIDE);
    graphics.setColor(Color.getHSBColor(hue, 0.7f, 0.55f));
    graphics.fill(shape);
    graphics.dispose();
    write(image, file);
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return graphics;
  }

  private static Path write(BufferedImage image, Path file) {
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
      return file;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
