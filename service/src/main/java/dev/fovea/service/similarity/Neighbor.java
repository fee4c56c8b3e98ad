package dev.fovea.service.similarity;

import java.util.Comparator;
import java.util.List;

/**
 * An image and how far its features are from those asked for.
 *
 * @param distance Euclidean, not squared
 */
public record Neighbor(IndexedImage image, double distance) implements Comparable<Neighbor> {

  private static final Comparator<Neighbor> ORDER =
      Comparator.comparingDouble((Neighbor it) -> it.distance).thenComparing(it -> it.image.id());

  /** Nearest first, ties by id: the order of every answer, whatever engine found the images. */
  @Override
  public int compareTo(Neighbor other) {
    return ORDER.compare(this, other);
  }

  /** The first {@code k} of the candidates in the order of answers. */
  public static List<Neighbor> first(int k, List<Neighbor> candidates) {
    return candidates.stream().sorted().limit(k).toList();
  }

  /** Euclidean distance between two vectors of the same length, accumulated in double. */
  public static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
