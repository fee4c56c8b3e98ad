package dev.fovea.service.ops;

import dev.fovea.service.inference.Inference;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.VersionStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What is loaded, on which device, how much waits, and how much memory is not the heap. */
@Component
final class VersionGauges implements MultiCollector {

  private final Catalog catalog;
  private final Inference inference;

  VersionGauges(
      Catalog catalog, Inference inference, PrometheusRegistry registry, MeterRegistry meters) {
    this.catalog = catalog;
    this.inference = inference;
    registry.register(this);
    Gauge.builder("fovea.native.memory", NativeMemory::bytes)
        .description("Resident memory of the process minus the Java heap")
        .baseUnit("bytes")
        .register(meters);
  }

  @Override
  public MetricSnapshots collect() {
    GaugeSnapshot.Builder states =
        GaugeSnapshot.builder()
            .name("fovea_model_state")
            .help("1 for the state and the device that a version has");
    catalog.models().stream()
        .flatMap(model -> catalog.versions(model).stream())
        .forEach(status -> states.dataPoint(point(labels(status), 1)));
    GaugeSnapshot.Builder depths =
        GaugeSnapshot.builder().name("fovea_queue_depth").help("Requests that wait for a version");
    inference
        .queueDepths()
        .forEach((id, depth) -> depths.dataPoint(point(TritonMetrics.labels(id), depth)));
    return MetricSnapshots.of(states.build(), depths.build());
  }

  private static GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static Labels labels(VersionStatus status) {
    return TritonMetrics.labels(status.id())
        .add("state", status.state().name().toLowerCase(Locale.ROOT))
        .add(
            "device",
            status.device().map(device -> device.name().toLowerCase(Locale.ROOT)).orElse("none"));
  }
}
