package dev.fovea.service.inference;

/** Logits to probabilities. */
final class Softmax {

  private Softmax() {}

  /**
   * Turns logits into probabilities in place. Shifts by the maximum first, so exp cannot overflow.
   */
  static float[] inPlace(float[] logits) {
    float maximum = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      maximum = Math.max(maximum, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double power = Math.exp((double) logits[i] - maximum);
      logits[i] = (float) power;
      sum += power;
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (logits[i] / sum);
    }
    return logits;
  }
}
