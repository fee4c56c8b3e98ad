package dev.fovea.trainer.report;

import dev.fovea.trainer.network.Shape;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;

/** Draws pictures in rows, each with a line of text under it. */
final class PictureSheet {

  /**
   * A picture and what to write under it.
   *
   * @param pixels uint8 [height, width, channels] from its position
   */
  record Entry(ByteBuffer pixels, String caption) {}

  private static final int CAPTION = 16;
  private static final int GAP = 6;

  private PictureSheet() {}

  /** Returns a PNG of the entries, {@code columns} in a row. */
  static byte[] png(List<Entry> entries, Shape shape, int columns) {
    int zoom = Math.max(1, 64 / shape.height());
    int width = shape.width() * zoom + GAP;
    int height = shape.height() * zoom + CAPTION + GAP;
    int rows = Math.max(1, (entries.size() + columns - 1) / columns);
    BufferedImage sheet =
        new BufferedImage(columns * width + GAP, rows * height + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    for (int index = 0; index < entries.size(); index++) {
      int left = GAP + index % columns * width;
      int top = GAP + index / columns * height;
      draw(sheet, left, top, entries.get(index).pixels(), shape, zoom);
      graphics.drawString(entries.get(index).caption(), left, top + height - GAP - 4);
    }
    graphics.dispose();
    return Png.of(sheet);
  }

  private static void draw(
      BufferedImage sheet, int left, int top, ByteBuffer pixels, Shape shape, int zoom) {
    int channels = shape.channels();
    for (int y = 0; y < shape.height() * zoom; y++) {
      for (int x = 0; x < shape.width() * zoom; x++) {
        int at = pixels.position() + (y / zoom * shape.width() + x / zoom) * channels;
        int red = pixels.get(at) & 0xff;
        int green = channels == 3 ? pixels.get(at + 1) & 0xff : red;
        int blue = channels == 3 ? pixels.get(at + 2) & 0xff : red;
        sheet.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
      }
    }
  }
}
