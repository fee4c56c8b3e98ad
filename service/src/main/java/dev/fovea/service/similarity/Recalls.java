package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionNotFound;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Service;

/** Measures how many true neighbors the collections return, and keeps the figures. */
@Service
public final class Recalls {

  private static final int SETTLED_FROM = 1_000;
  private static final int SETTLED_K = 6;
  private static final int SETTLED_SAMPLES = 100;

  private final OpenCollections open;
  private final SimilarityMeters meters;

  Recalls(OpenCollections open, SimilarityMeters meters) {
    this.open = open;
    this.meters = meters;
  }

  /**
   * Measures a collection's recall and keeps the figure.
   *
   * @return empty if nothing is stored
   * @throws CollectionNotFound if it does not exist
   */
  public Optional<Recall> measure(String name, int k, int samples) {
    OpenCollection collection = open.get(name);
    RecallMeasurement measurement = new RecallMeasurement(k, samples, RandomGenerator.getDefault());
    Optional<Recall> recall = collection.read(measurement::of);
    recall.ifPresent(it -> {
      collection.read(index -> {
        index.remember(it);
        return true;
      });
      meters.recall(name, it);
    });
    return recall;
  }

  /** After a large change: one graph instead of many, and its recall, while others go on. */
  void settle(String name, long changed) {
    if (changed >= SETTLED_FROM) {
      Thread.ofVirtual().name("settle-" + name).start(() -> settle(name));
    }
  }

  private void settle(String name) {
    open.get(name)
        .write(index -> {
          index.optimize();
          return true;
        });
    measure(name, SETTLED_K, SETTLED_SAMPLES);
  }
}
