package dev.fovea.trainer.evaluate;

/** Turns logits into probabilities. */
final class Softmax {

  private Softmax() {}

  /**
   * Turns logits into probabilities in place. Shifts by the maximum first, so exp cannot overflow.
   */
  static void inPlace(float[] logits) {
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (int index = 0; index < logits.length; index++) {
      logits[index] = (float) Math.exp(logits[index] - max);
      sum += logits[index];
    }
    for (int index = 0; index < logits.length; index++) {
      logits[index] /= (float) sum;
    }
  }
}
