package dev.fovea.vision;

/** The eight ways a stored picture can lie. */
public enum Orientation {
  /** Stands as stored; EXIF value 1. */
  UPRIGHT,
  /** Has to be mirrored left to right; EXIF value 2. */
  MIRRORED,
  /** Has to be turned by 180 degrees; EXIF value 3. */
  TURNED,
  /** Has to be flipped top to bottom; EXIF value 4. */
  FLIPPED,
  /** Has to be mirrored along the diagonal from the upper left; EXIF value 5. */
  TRANSPOSED,
  /** Has to be turned clockwise by 90 degrees; EXIF value 6. */
  TURN_RIGHT,
  /** Has to be mirrored along the diagonal from the upper right; EXIF value 7. */
  TRANSVERSED,
  /** Has to be turned counter-clockwise by 90 degrees; EXIF value 8. */
  TURN_LEFT;

  /** Returns the orientation of an EXIF value, upright for values outside 1 to 8. */
  static Orientation ofExif(long value) {
    return value >= 1 && value <= 8 ? values()[(int) value - 1] : UPRIGHT;
  }

  /** Returns whether width and height change places. */
  public boolean swapsSides() {
    return switch (this) {
      case UPRIGHT, MIRRORED, TURNED, FLIPPED -> false;
      case TRANSPOSED, TURN_RIGHT, TRANSVERSED, TURN_LEFT -> true;
    };
  }
}
