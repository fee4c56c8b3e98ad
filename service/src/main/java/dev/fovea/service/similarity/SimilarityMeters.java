package dev.fovea.service.similarity;

import dev.fovea.service.failure.ServingException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What is counted of each open collection. */
@Component
final class SimilarityMeters {

  private final MeterRegistry registry;
  private final Map<String, List<Meter>> gauges = new ConcurrentHashMap<>();

  SimilarityMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows a collection's size from now on. */
  void watch(OpenCollection collection) {
    String name = collection.spec().name();
    Gauge images =
        Gauge.builder("fovea.index.images", collection, it -> size(it))
            .description("Images stored in a collection")
            .tags("collection", name)
            .register(registry);
    gauges.computeIfAbsent(name, _ -> new ArrayList<>()).add(images);
  }

  /** Shows the recall that was measured. */
  void recall(String collection, Recall recall) {
    Tags tags = Tags.of("collection", collection, "k", Integer.toString(recall.k()));
    Meter.Id id = new Meter.Id("fovea.index.recall", tags, null, null, Meter.Type.GAUGE);
    registry.remove(id);
    Gauge gauge =
        Gauge.builder("fovea.index.recall", recall, Recall::recall)
            .description("Share of true neighbors that the index returned, when last measured")
            .tags(tags)
            .strongReference(true)
            .register(registry);
    gauges.computeIfAbsent(collection, _ -> new ArrayList<>()).add(gauge);
  }

  /** Counts one search of the index. */
  void searched(CollectionSpec spec, boolean exact, long nanos) {
    Timer.builder("fovea.index.search")
        .description("Time of a search in the index")
        .tags("collection", spec.name(), "exact", Boolean.toString(exact))
        .publishPercentileHistogram()
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts images that were stored. */
  void stored(CollectionSpec spec, int images) {
    registry.counter("fovea.index.stored", "collection", spec.name()).increment(images);
  }

  /** Removes what was shown of a collection that is gone. */
  void forget(String collection) {
    List<Meter> gone = gauges.remove(collection);
    if (gone != null) {
      gone.forEach(registry::remove);
    }
  }

  private static double size(OpenCollection collection) {
    try {
      return collection.read(VectorIndex::count);
    } catch (ServingException _) {
      return Double.NaN;
    }
  }
}
