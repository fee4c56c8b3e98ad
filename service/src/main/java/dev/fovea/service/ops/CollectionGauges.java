package dev.fovea.service.ops;

import dev.fovea.service.similarity.CollectionStatus;
import dev.fovea.service.similarity.CollectionStatuses;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Whether each collection can be used, and how large it is on disk. */
@Component
final class CollectionGauges implements MultiCollector {

  private final CollectionStatuses statuses;

  CollectionGauges(CollectionStatuses statuses, PrometheusRegistry registry) {
    this.statuses = statuses;
    registry.register(this);
  }

  @Override
  public MetricSnapshots collect() {
    GaugeSnapshot.Builder states =
        GaugeSnapshot.builder()
            .name("fovea_collection_state")
            .help("1 for the state and the engine that a collection has");
    GaugeSnapshot.Builder sizes =
        GaugeSnapshot.builder().name("fovea_collection_bytes").help("Bytes of a collection");
    for (CollectionStatus status : statuses.all()) {
      Labels name = Labels.of("collection", status.spec().name());
      String state = status.state().name().toLowerCase(Locale.ROOT);
      states.dataPoint(point(name.add("engine", status.spec().engine()).add("state", state), 1));
      sizes.dataPoint(point(name, (double) status.bytes()));
    }
    return MetricSnapshots.of(states.build(), sizes.build());
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
