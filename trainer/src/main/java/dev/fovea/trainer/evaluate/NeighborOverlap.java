package dev.fovea.trainer.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares two sets of features of the same pictures by what a search would show: the share of each
 * picture's nearest neighbours that both sets agree on.
 */
public final class NeighborOverlap {

  private NeighborOverlap() {}

  /**
   * Returns the mean share, 0 to 1, of the {@code k} nearest by Euclidean distance that both sets
   * name, over the first {@code queries} pictures.
   *
   * @throws IllegalArgumentException if the sets differ in length or are no longer than {@code k}
   */
  public static double of(List<float[]> first, List<float[]> second, int k, int queries) {
    if (first.size() != second.size() || first.size() <= k) {
      throw new IllegalArgumentException(
          "need two sets of equal length above %d, got %d and %d"
              .formatted(k, first.size(), second.size()));
    }
    return IntStream.range(0, Math.min(queries, first.size()))
        .parallel()
        .mapToDouble(query -> {
          Set<Integer> shared = nearest(first, query, k);
          shared.retainAll(nearest(second, query, k));
          return (double) shared.size() / k;
        })
        .average()
        .orElseThrow();
  }

  private static Set<Integer> nearest(List<float[]> vectors, int query, int k) {
    double[] distances = new double[vectors.size()];
    for (int other = 0; other < distances.length; other++) {
      distances[other] = squaredDistance(vectors.get(query), vectors.get(other));
    }
    return IntStream.range(0, distances.length)
        .filter(other -> other != query)
        .boxed()
        .sorted(Comparator.comparingDouble(other -> distances[other]))
        .limit(k)
        .collect(Collectors.toSet());
  }

  /**
   * Four sums side by side, so that the processor need not wait for one addition to begin another.
   */
  private static double squaredDistance(float[] a, float[] b) {
    double[] sums = new double[4];
    int whole = a.length - a.length % 4;
    for (int index = 0; index < whole; index += 4) {
      double first = a[index] - b[index];
      double second = a[index + 1] - b[index + 1];
      double third = a[index + 2] - b[index + 2];
      double fourth = a[index + 3] - b[index + 3];
      sums[0] += first * first;
      sums[1] += second * second;
      sums[2] += third * third;
      sums[3] += fourth * fourth;
    }
    for (int index = whole; index < a.length; index++) {
      double difference = a[index] - b[index];
      sums[0] += difference * difference;
    }
    return sums[0] + sums[1] + sums[2] + sums[3];
  }
}
