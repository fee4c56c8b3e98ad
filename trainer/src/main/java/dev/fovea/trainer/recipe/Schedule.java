package dev.fovea.trainer.recipe;

import java.util.List;

/** How the learning rate changes while a run progresses. */
public sealed interface Schedule {

  /** Returns what the initial rate is multiplied by now. */
  double factor(Progress progress);

  /** Returns whether the run is over before its last epoch. */
  boolean finished(Progress progress);

  /**
   * Falls along half a cosine from the initial rate to zero: Loshchilov and Hutter 2016,
   * arXiv:1608.03983, without restarts.
   */
  record Cosine() implements Schedule {
    @Override
    public double factor(Progress progress) {
      return (1 + Math.cos(Math.PI * progress.share())) / 2;
    }

    @Override
    public boolean finished(Progress progress) {
      return false;
    }
  }

  /**
   * Falls in steps that are given.
   *
   * @param factors what the initial rate is multiplied by in each epoch; the last one stays
   */
  record Steps(List<Double> factors) implements Schedule {
    /**
     * Copies the factors.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Steps {
      factors = List.copyOf(factors);
      if (factors.isEmpty()) {
        throw new IllegalArgumentException("a step schedule needs a factor");
      }
    }

    @Override
    public double factor(Progress progress) {
      return factors.get(Math.min(factors.size() - 1, (int) progress.epoch()));
    }

    @Override
    public boolean finished(Progress progress) {
      return false;
    }
  }

  /**
   * Falls when validation error stops improving: Krizhevsky et al. 2012, section 5.
   *
   * @param factor what the rate is multiplied by, 0.1 in the paper
   * @param patience epochs without improvement before that
   * @param reductions how often; a further stall ends the run. 3 in the paper
   */
  record Plateau(double factor, int patience, int reductions) implements Schedule {
    @Override
    public double factor(Progress progress) {
      return Math.pow(factor, Math.min(reductions, stalls(progress.errors())));
    }

    @Override
    public boolean finished(Progress progress) {
      return stalls(progress.errors()) > reductions;
    }

    private int stalls(List<Double> errors) {
      double best = Double.POSITIVE_INFINITY;
      int waited = 0;
      int stalls = 0;
      for (double error : errors) {
        waited = error < best ? 0 : waited + 1;
        best = Math.min(best, error);
        if (waited == patience) {
          stalls++;
          waited = 0;
        }
      }
      return stalls;
    }
  }
}
