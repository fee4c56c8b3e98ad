package dev.fovea.e2e.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
   * Writes a folder of shapes in colour, {@code each} pictures of a kind in a folder named for the
   * kind, and {@code copy.png} beside them, which is the first ring again.
   */
  static Path shapes(Path folder, int each) {
    Random random = new Random(SEED);
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < each; i++) {
        shape(kind.file(folder, i), kind, random);
      }
    }
    try {
      Files.copy(Kind.RING.file(folder, 0), folder.resolve("copy.png"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return folder;
  }

  /** What {@link #shapes} draws. */
  enum Kind {
    DISC,
    RING,
    BAR,
    CROSS,
    TRIANGLE,
    STRIPES;

    /** Returns where the {@code i}-th picture of the kind is, below the folder of shapes. */
    Path file(Path folder, int i) {
      return folder.resolve("%s/%s-%d.png".formatted(label(), label(), i));
    }

    /** Returns the name of the kind's folder. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the shape around the origin, about two units wide. */
    Shape shape() {
      Area area = new Area();
      switch (this) {
        case DISC -> area.add(new Area(new Ellipse2D.Double(-1, -1, 2, 2)));
        case RING -> {
          area.add(new Area(new Ellipse2D.Double(-1, -1, 2, 2)));
          area.subtract(new Area(new Ellipse2D.Double(-0.55, -0.55, 1.1, 1.1)));
        }
        case BAR -> area.add(new Area(new Rectangle2D.Double(-1.1, -0.35, 2.2, 0.7)));
        case CROSS -> {
          area.add(new Area(new Rectangle2D.Double(-1, -0.28, 2, 0.56)));
          area.add(new Area(new Rectangle2D.Double(-0.28, -1, 0.56, 2)));
        }
        case TRIANGLE -> {
          Path2D corners = new Path2D.Double();
          corners.moveTo(0, -1.1);
          corners.lineTo(1.05, 0.8);
          corners.lineTo(-1.05, 0.8);
          corners.closePath();
          area.add(new Area(corners));
        }
        case STRIPES -> {
          for (double y = -0.95; y < 1; y += 0.5) {
            area.add(new Area(new Rectangle2D.Double(-1, y, 2, 0.26)));
          }
        }
      }
      return area;
    }
  }

  private static void shape(Path file, Kind kind, Random random) {
    BufferedImage image = new BufferedImage(SHAPE_SIDE, SHAPE_SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(image);
    float hue = random.nextFloat();
    graphics.setColor(Color.getHSBColor(hue, 0.12f, 0.95f));
    graphics.fillRect(0, 0, SHAPE_SIDE, SHAPE_SIDE);
    graphics.setColor(Color.getHSBColor(hue, 0.7f, 0.55f));
    graphics.translate(between(80, 120, random), between(80, 120, random));
    graphics.rotate(between(-0.4, 0.4, random));
    double half = between(45, 70, random);
    graphics.scale(half, half);
    graphics.fill(kind.shape());
    graphics.dispose();
    write(image, file);
  }

  private static double between(double low, double high, Random random) {
    return low + random.nextDouble() * (high - low);
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
