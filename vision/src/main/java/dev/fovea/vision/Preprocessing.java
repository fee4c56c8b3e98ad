package dev.fovea.vision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What happens to a decoded picture on its way to a model, as data: colour, resize, centre crop,
 * padding. The result is uint8 HWC of shape [{@link #outputHeight}, {@link #outputWidth},
 * channels].
 *
 * @param color channels of the result
 * @param background grey level 0–255 that a transparent picture is flattened on
 * @param resize how the picture is scaled; shrinking averages over the area, enlarging is bilinear
 * @param cropHeight height of the centre crop in pixels
 * @param cropWidth width of the centre crop in pixels
 * @param padding pixels added on each of the four sides after the crop
 * @param paddingValue grey level 0–255 of the added pixels
 */
public record Preprocessing(
    ColorMode color,
    int background,
    Resize resize,
    int cropHeight,
    int cropWidth,
    int padding,
    int paddingValue) {

  /** Counts up whenever {@link Preprocessor} changes what a recipe yields. */
  private static final int REVISION = 1;

  /**
   * Checks every range, and that the crop fits the resized picture.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public Preprocessing {
    requireSample("background", background);
    requireSample("paddingValue", paddingValue);
    if (cropHeight < 1 || cropWidth < 1) {
      throw new IllegalArgumentException(
          "crop must be at least 1x1 pixels, got " + cropHeight + "x" + cropWidth);
    }
    if (padding < 0) {
      throw new IllegalArgumentException("padding must not be negative, got " + padding);
    }
    boolean fits =
        switch (resize) {
          case Resize.ShorterSide(int pixels) -> cropHeight <= pixels && cropWidth <= pixels;
          case Resize.Exact(int height, int width) -> cropHeight <= height && cropWidth <= width;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "crop %dx%d does not fit %s".formatted(cropHeight, cropWidth, resize));
    }
  }

  /** Returns the height of the result in pixels, crop and padding together. */
  public int outputHeight() {
    return cropHeight + 2 * padding;
  }

  /** Returns the width of the result in pixels, crop and padding together. */
  public int outputWidth() {
    return cropWidth + 2 * padding;
  }

  /** Returns the number of bytes of one result. */
  public int outputBytes() {
    return outputHeight() * outputWidth() * color.channels();
  }

  /**
   * Returns what tells this recipe from every other, across processes and releases: the SHA-256 of
   * its values, in lower-case hex. It also changes when the pixels that a recipe yields change.
   */
  public String digest() {
    String scaling =
        switch (resize) {
          case Resize.ShorterSide(int pixels) -> "shorter-side:" + pixels;
          case Resize.Exact(int height, int width) -> "exact:" + height + "x" + width;
        };
    String canonical =
        "preprocessing/%d;%s;background:%d;%s;crop:%dx%d;padding:%d;%d"
            .formatted(
                REVISION, color, background, scaling, cropHeight, cropWidth, padding, paddingValue);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void requireSample(String name, int value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException(name + " must be 0 to 255, got " + value);
    }
  }
}
