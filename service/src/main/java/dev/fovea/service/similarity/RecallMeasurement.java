package dev.fovea.service.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Searches for a sample of the stored images twice, as usual and exactly, and compares. */
final class RecallMeasurement {

  private static final double Z_95 = 1.96;

  /** Two distances that are this close are one: the same neighbor may have a twin. */
  private static final double SAME = 1e-9;

  private final int k;
  private final int samples;
  private final RandomGenerator random;
  private final List<Double> searchMillis = new ArrayList<>();
  private final List<Double> exactMillis = new ArrayList<>();
  private double found;
  private boolean exact = true;

  RecallMeasurement(int k, int samples, RandomGenerator random) {
    this.k = k;
    this.samples = samples;
    this.random = random;
  }

  /** Measures; empty if nothing is stored. */
  Optional<Recall> of(VectorIndex index) {
    int measured = 0;
    for (String id : sample(index)) {
      Optional<float[]> features = index.features(id);
      if (features.isPresent()) {
        compare(index, features.get());
        measured++;
      }
    }
    return measured == 0 ? Optional.empty() : Optional.of(recall(measured));
  }

  private void compare(VectorIndex index, float[] query) {
    long start = System.nanoTime();
    Nearest usual = index.search(query, Search.nearest(k));
    long middle = System.nanoTime();
    Nearest truth = index.search(query, Search.nearest(k).exactly());
    searchMillis.add((middle - start) / 1e6);
    exactMillis.add((System.nanoTime() - middle) / 1e6);
    exact &= usual.exact();
    double farthest = truth.neighbors().getLast().distance() + SAME;
    long hits = usual.neighbors().stream().filter(it -> it.distance() <= farthest).count();
    found += (double) hits / truth.neighbors().size();
  }

  private Recall recall(int measured) {
    double p = found / measured;
    double z2 = Z_95 * Z_95 / measured;
    double center = (p + z2 / 2) / (1 + z2);
    double margin = Z_95 * Math.sqrt(p * (1 - p) / measured + z2 / (4 * measured)) / (1 + z2);
    return new Recall(
        k,
        measured,
        p,
        Math.max(0, center - margin),
        Math.min(1, center + margin),
        exact,
        median(searchMillis),
        median(exactMillis));
  }

  /** Ids drawn without replacement: reservoir sampling, Vitter's algorithm R. */
  private List<String> sample(VectorIndex index) {
    List<String> reservoir = new ArrayList<>();
    int[] seen = {0};
    index.forEachImage(image -> {
      seen[0]++;
      if (reservoir.size() < samples) {
        reservoir.add(image.id());
      } else {
        int place = random.nextInt(seen[0]);
        if (place < samples) {
          reservoir.set(place, image.id());
        }
      }
    });
    return reservoir;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }
}
