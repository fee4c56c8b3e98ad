package dev.fovea.trainer.evaluate;

import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is cut out of a picture and answered for it: its centre, or the ten crops of Krizhevsky et
 * al. 2012, section 4.1, four corners and the centre, and their mirror images.
 */
public enum Crops {
  /** The centre, as the manifest's pre-processing has it. */
  CENTER(1),
  /** The ten of the paper. */
  TEN(10);

  private final int count;

  Crops(int count) {
    this.count = count;
  }

  /** Returns the crops a picture. */
  public int count() {
    return count;
  }

  /**
   * Returns the crops of this number.
   *
   * @throws IllegalArgumentException if it is neither 1 nor 10
   */
  public static Crops of(int count) {
    return Stream.of(values())
        .filter(crops -> crops.count == count)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("crops must be 1 or 10, got " + count));
  }

  /**
   * Returns how a picture is prepared before it is cut. For ten crops that leaves the paper's
   * margin around the crop, 256 pixels for 224.
   *
   * @throws IllegalArgumentException if ten crops are asked of a model that pads its pictures or
   *     resizes both sides
   */
  Preprocessing before(Preprocessing model) {
    if (this == CENTER) {
      return model;
    }
    if (model.padding() != 0 || !(model.resize() instanceof Resize.ShorterSide)) {
      throw new IllegalArgumentException(
          "ten crops need a picture with a margin; this model takes " + model);
    }
    int height = model.cropHeight() * 8 / 7;
    int width = model.cropWidth() * 8 / 7;
    return new Preprocessing(
        model.color(),
        model.background(),
        new Resize.ShorterSide(Math.max(height, width)),
        height,
        width,
        0,
        0);
  }

  /** Returns the crops of one prepared picture, uint8 HWC, for a model that takes {@code model}. */
  List<byte[]> cut(byte[] pixels, Preprocessing model) {
    if (this == CENTER) {
      return List.of(pixels);
    }
    Preprocessing before = before(model);
    int down = before.cropHeight() - model.cropHeight();
    int right = before.cropWidth() - model.cropWidth();
    PixelWindow window = new PixelWindow(pixels, before.cropWidth(), model);
    return Stream.of(
            window.at(0, 0),
            window.at(0, right),
            window.at(down, 0),
            window.at(down, right),
            window.at(down / 2, right / 2))
        .flatMap(crop -> Stream.of(crop, window.mirrored(crop)))
        .toList();
  }
}
