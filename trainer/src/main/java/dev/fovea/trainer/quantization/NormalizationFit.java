package dev.fovea.trainer.quantization;

/**
 * Fits, for one map, a straight line through the gain of local response normalisation: (k +
 * u)^−beta ≈ intercept + slope · u, where u is the scaled sum of neighbouring squares.
 *
 * <p>The normalised value is gain times activation, so each sample counts with its activation
 * squared: the fit has the least squared error in what the layer gives.
 */
final class NormalizationFit {

  private final double k;
  private final double beta;
  private double weights;
  private double sums;
  private double squaredSums;
  private double gains;
  private double gainsTimesSums;
  private double squaredGains;

  NormalizationFit(double k, double beta) {
    this.k = k;
    this.beta = beta;
  }

  /** Counts one activation and the scaled sum of squares around it. */
  void add(double activation, double sum) {
    double weight = activation * activation;
    double gain = Math.pow(k + sum, -beta);
    weights += weight;
    sums += weight * sum;
    squaredSums += weight * sum * sum;
    gains += weight * gain;
    gainsTimesSums += weight * gain * sum;
    squaredGains += weight * gain * gain;
  }

  /** Returns the line's slope: zero or negative. */
  double slope() {
    double spread = weights * squaredSums - sums * sums;
    return spread <= 1e-9 * weights * squaredSums
        ? 0
        : Math.min(0, (weights * gainsTimesSums - sums * gains) / spread);
  }

  /** Returns the line's value where no neighbour is active. */
  double intercept() {
    return weights == 0 ? Math.pow(k, -beta) : (gains - slope() * sums) / weights;
  }

  /** Returns the squared error of what the layer gives, over all samples. */
  double squaredError() {
    double a = intercept();
    double b = slope();
    double error =
        squaredGains
            - 2 * (a * gains + b * gainsTimesSums)
            + a * a * weights
            + 2 * a * b * sums
            + b * b * squaredSums;
    return Math.max(0, error);
  }

  /** Returns the square of what the layer gives, over all samples. */
  double squaredOutput() {
    return squaredGains;
  }
}
