package dev.fovea.vision;

/** How a decoded picture is scaled before it is cropped. */
public sealed interface Resize {

  /** Scales both sides alike until the shorter one has {@code pixels} pixels. */
  record ShorterSide(int pixels) implements Resize {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if {@code pixels} is not positive
     */
    public ShorterSide {
      if (pixels < 1) {
        throw new IllegalArgumentException("shorter side must be at least 1 pixel, got " + pixels);
      }
    }
  }

  /** Scales each side on its own, which may change the picture's proportions. */
  record Exact(int height, int width) implements Resize {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if a side is not positive
     */
    public Exact {
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException(
            "both sides must be at least 1 pixel, got " + height + "x" + width);
      }
    }
  }
}
