package dev.fovea.trainer.quantization;

/**
 * How real numbers are told by a uint8: (code − zeroPoint) · scale. Zero is told exactly, which
 * padding and ReLU need.
 *
 * @param scale distance between two neighbouring codes
 * @param zeroPoint the code of zero, 0 to 255
 */
record QuantizedRange(float scale, int zeroPoint) {

  private static final int CODES = 255;

  /** Returns the narrowest range that holds both numbers and zero. */
  static QuantizedRange of(double min, double max) {
    double low = Math.min(0, min);
    double high = Math.max(0, max);
    if (low == high) {
      return new QuantizedRange(1, 0);
    }
    float scale = (float) ((high - low) / CODES);
    return new QuantizedRange(scale, (int) Math.round(-low / scale));
  }

  /** Returns the least number that has a code. */
  double lowest() {
    return -zeroPoint * (double) scale;
  }

  /** Returns the greatest number that has a code. */
  double highest() {
    return (CODES - zeroPoint) * (double) scale;
  }
}
