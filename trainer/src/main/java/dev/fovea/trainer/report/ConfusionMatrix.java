package dev.fovea.trainer.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws which class was taken for which: a row a true class, a column an answer. */
final class ConfusionMatrix {

  private static final int CELL = 44;
  private static final int MARGIN = 120;

  private ConfusionMatrix() {}

  /**
   * Returns a PNG.
   *
   * @param labels a name a class
   * @param counts a row a true class
   */
  static byte[] png(List<String> labels, List<List<Integer>> counts) {
    int side = MARGIN + labels.size() * CELL + 10;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side, side);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int row = 0; row < counts.size(); row++) {
      drawRow(graphics, row, counts.get(row));
    }
    drawLabels(graphics, labels);
    graphics.dispose();
    return Png.of(image);
  }

  private static void drawRow(Graphics2D graphics, int row, List<Integer> counts) {
    double total = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
    for (int column = 0; column < counts.size(); column++) {
      int x = MARGIN + column * CELL;
      int y = MARGIN + row * CELL;
      double share = counts.get(column) / total;
      graphics.setColor(shade(share, row == column));
      graphics.fillRect(x, y, CELL - 1, CELL - 1);
      graphics.setColor(share > 0.5 ? Color.WHITE : Color.DARK_GRAY);
      String text = counts.get(column) == 0 ? "" : String.valueOf(counts.get(column));
      int width = graphics.getFontMetrics().stringWidth(text);
      graphics.drawString(text, x + (CELL - width) / 2, y + CELL / 2 + 5);
    }
  }

  /** Right answers are green; wrong ones red, deeper than their share, so that they are seen. */
  private static Color shade(double share, boolean right) {
    float depth = (float) (right ? share : Math.min(1, 6 * share));
    return right
        ? new Color(1 - 0.85f * depth, 1 - 0.45f * depth, 1 - 0.7f * depth)
        : new Color(1, 1 - 0.8f * depth, 1 - 0.8f * depth);
  }

  private static void drawLabels(Graphics2D graphics, List<String> labels) {
    graphics.setColor(Color.BLACK);
    for (int index = 0; index < labels.size(); index++) {
      String label = shortened(labels.get(index));
      int middle = MARGIN + index * CELL + CELL / 2;
      int width = graphics.getFontMetrics().stringWidth(label);
      graphics.drawString(label, MARGIN - width - 8, middle + 5);
      graphics.rotate(-Math.PI / 2, middle, MARGIN - 8);
      graphics.drawString(label, middle, MARGIN - 4);
      graphics.rotate(Math.PI / 2, middle, MARGIN - 8);
    }
    graphics.drawString("answered →", 8, 20);
    graphics.drawString("true ↓", 8, 36);
  }

  private static String shortened(String label) {
    return label.length() <= 16 ? label : label.substring(0, 15) + "…";
  }
}
