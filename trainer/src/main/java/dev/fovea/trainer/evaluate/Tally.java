package dev.fovea.trainer.evaluate;

import java.util.Arrays;
import java.util.List;

/** Counts how often the true class was the first, among the first five, and what else was said. */
final class Tally {

  private static final int FEW = 5;

  private final int[][] confusion;
  private int pictures;
  private int first;
  private int amongFew;

  Tally(int classes) {
    confusion = new int[classes][classes];
  }

  /**
   * Counts one answer.
   *
   * @param label the true class
   * @param probabilities one a class
   */
  void add(int label, float[] probabilities) {
    int above = 0;
    int best = 0;
    for (int other = 0; other < probabilities.length; other++) {
      if (probabilities[other] > probabilities[best]) {
        best = other;
      }
      if (other != label && !(probabilities[other] < probabilities[label])) {
        above++;
      }
    }
    confusion[label][best]++;
    pictures++;
    first += above == 0 ? 1 : 0;
    amongFew += above < FEW ? 1 : 0;
  }

  /** Returns how many answers were counted. */
  int pictures() {
    return pictures;
  }

  /** Returns the share whose true class was alone the most probable, 0 to 1. */
  double top1() {
    return pictures == 0 ? 0 : (double) first / pictures;
  }

  /** Returns the share whose true class was among the five most probable, 0 to 1. */
  double top5() {
    return pictures == 0 ? 0 : (double) amongFew / pictures;
  }

  /** Returns the counts: a row a true class, a column an answered class. */
  List<List<Integer>> confusion() {
    return Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }
}
