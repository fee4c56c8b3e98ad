package dev.fovea.vision;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Pictures side by side with a line or two under each, as one PNG. */
public final class ContactSheet {

  private static final int SIDE = 200;
  private static final int MARGIN = 12;
  private static final int LINE = 20;
  private static final int LINES = 2;
  private static final int CELL_WIDTH = SIDE + MARGIN;
  private static final int CELL_HEIGHT = SIDE + LINES * LINE + MARGIN;
  private static final int LINE_LENGTH = 24;
  private static final double FONT_SCALE = 0.45;

  private ContactSheet() {}

  /**
   * One picture of a sheet.
   *
   * @param picture encoded, of any size
   * @param lines under the picture, the first two; characters beyond ASCII become question marks
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Tile(byte[] picture, List<String> lines) {
    /** Copies the lines. */
    public Tile {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Draws the tiles in rows.
   *
   * @param columns tiles in a row
   */
  public static byte[] png(List<Tile> tiles, int columns) {
    Native.load();
    int width = MARGIN + Math.min(columns, Math.max(1, tiles.size())) * CELL_WIDTH;
    int rows = Math.max(1, (tiles.size() + columns - 1) / columns);
    try (Scalar white = new Scalar(255, 255, 255, 0);
        Mat sheet = new Mat(MARGIN + rows * CELL_HEIGHT, width, opencv_core.CV_8UC3, white);
        BytePointer encoded = new BytePointer()) {
      for (int i = 0; i < tiles.size(); i++) {
        int left = MARGIN + i % columns * CELL_WIDTH;
        int top = MARGIN + i / columns * CELL_HEIGHT;
        draw(sheet, tiles.get(i), left, top);
      }
      opencv_imgcodecs.imencode(".png", sheet, encoded);
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }

  private static void draw(Mat sheet, Tile tile, int left, int top) {
    try (BytePointer bytes = new BytePointer(tile.picture());
        Mat encoded = new Mat(1, tile.picture().length, opencv_core.CV_8UC1, bytes);
        Mat picture = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_BGR)) {
      if (!picture.empty()) {
        place(sheet, picture, left, top);
      }
    }
    for (int line = 0; line < Math.min(LINES, tile.lines().size()); line++) {
      write(sheet, tile.lines().get(line), left, top + SIDE + (line + 1) * LINE - 4);
    }
  }

  private static void place(Mat sheet, Mat picture, int left, int top) {
    double scale = (double) SIDE / Math.max(picture.cols(), picture.rows());
    int width = Math.max(1, (int) (picture.cols() * scale));
    int height = Math.max(1, (int) (picture.rows() * scale));
    try (Rect area = new Rect(left + (SIDE - width) / 2, top + SIDE - height, width, height);
        Mat target = sheet.apply(area)) {
      Scaling.scale(picture, target);
    }
  }

  private static void write(Mat sheet, String text, int left, int baseline) {
    String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
    String line = ascii.length() <= LINE_LENGTH ? ascii : ascii.substring(0, LINE_LENGTH);
    try (Point at = new Point(left, baseline);
        Scalar ink = new Scalar(40, 40, 40, 0)) {
      opencv_imgproc.putText(
          sheet,
          line,
          at,
          opencv_imgproc.FONT_HERSHEY_SIMPLEX,
          FONT_SCALE,
          ink,
          1,
          opencv_imgproc.LINE_AA,
          false);
    }
  }
}
