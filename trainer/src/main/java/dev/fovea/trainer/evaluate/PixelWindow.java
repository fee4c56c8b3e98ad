package dev.fovea.trainer.evaluate;

import dev.fovea.vision.Preprocessing;

/** Cuts rectangles out of uint8 HWC pixels. */
final class PixelWindow {

  private final byte[] pixels;
  private final int sourceRow;
  private final int height;
  private final int row;
  private final int channels;

  /** Creates a window of the crop's size over pixels that are {@code width} wide. */
  PixelWindow(byte[] pixels, int width, Preprocessing crop) {
    this.pixels = pixels;
    this.channels = crop.color().channels();
    this.sourceRow = width * channels;
    this.height = crop.cropHeight();
    this.row = crop.cropWidth() * channels;
  }

  /** Returns the pixels whose first lies at this row and column. */
  byte[] at(int top, int left) {
    byte[] crop = new byte[height * row];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, (top + y) * sourceRow + left * channels, crop, y * row, row);
    }
    return crop;
  }

  /** Returns a crop with left and right exchanged. */
  byte[] mirrored(byte[] crop) {
    byte[] mirrored = new byte[crop.length];
    for (int index = 0; index < crop.length; index += channels) {
      int column = index % row;
      int target = index - column + row - channels - column;
      System.arraycopy(crop, index, mirrored, target, channels);
    }
    return mirrored;
  }
}
