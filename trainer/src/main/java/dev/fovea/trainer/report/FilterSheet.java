package dev.fovea.trainer.report;

import dev.fovea.trainer.network.Layer.Convolution;
import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Parameter.Role;
import dev.fovea.trainer.network.Weights;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Draws the kernels of a network's first convolution, as Krizhevsky et al. 2012, figure 3. */
final class FilterSheet {

  private static final int SHEET_COLUMNS = 16;

  private FilterSheet() {}

  /** Returns a PNG; each kernel is stretched over the whole range of brightness on its own. */
  static byte[] png(Weights weights) {
    Network network = weights.network();
    int layer =
        IntStream.range(0, network.layers().size())
            .filter(index -> network.layers().get(index) instanceof Convolution)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(network.name() + " has no convolution"));
    Convolution first = (Convolution) network.layers().get(layer);
    int channels = network.inputOf(layer).channels();
    float[] kernels = weights.of(layer, Role.WEIGHT);
    int zoom = Math.max(3, 48 / first.kernel());
    int cell = first.kernel() * zoom + 2;
    int columns = Math.min(SHEET_COLUMNS, first.filters());
    int rows = (first.filters() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(columns * cell, rows * cell, BufferedImage.TYPE_INT_RGB);
    for (int filter = 0; filter < first.filters(); filter++) {
      int length = channels * first.kernel() * first.kernel();
      float[] kernel = Arrays.copyOfRange(kernels, filter * length, (filter + 1) * length);
      draw(sheet, filter % columns * cell, filter / columns * cell, kernel, first.kernel(), zoom);
    }
    return Png.of(sheet);
  }

  private static void draw(
      BufferedImage sheet, int left, int top, float[] kernel, int side, int zoom) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float weight : kernel) {
      min = Math.min(min, weight);
      max = Math.max(max, weight);
    }
    float range = Math.max(max - min, Float.MIN_NORMAL);
    int plane = side * side;
    boolean color = kernel.length == 3 * plane;
    for (int y = 0; y < side * zoom; y++) {
      for (int x = 0; x < side * zoom; x++) {
        int at = y / zoom * side + x / zoom;
        int red = Math.round(255 * (kernel[at] - min) / range);
        int green = color ? Math.round(255 * (kernel[at + plane] - min) / range) : red;
        int blue = color ? Math.round(255 * (kernel[at + 2 * plane] - min) / range) : red;
        sheet.setRGB(left + x + 1, top + y + 1, red << 16 | green << 8 | blue);
      }
    }
  }
}
