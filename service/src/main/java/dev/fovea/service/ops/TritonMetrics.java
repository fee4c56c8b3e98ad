package dev.fovea.service.ops;

import dev.fovea.service.inference.Inference;
import dev.fovea.service.inference.Statistics;
import dev.fovea.service.inference.Statistics.Reason;
import dev.fovea.service.model.ModelId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * The counts of every version under the names that dashboards and autoscaling rules written for
 * Triton know. Exposed as untyped metrics, because a Prometheus counter would get {@code _total}
 * appended to its name.
 */
@Component
final class TritonMetrics implements MultiCollector {

  private final Inference inference;

  TritonMetrics(Inference inference, PrometheusRegistry registry) {
    this.inference = inference;
    registry.register(this);
  }

  @Override
  public MetricSnapshots collect() {
    Map<ModelId, Statistics> all = inference.statistics();
    List<MetricSnapshot> snapshots = new ArrayList<>();
    if (all.isEmpty()) {
      return new MetricSnapshots(snapshots);
    }
    snapshots.add(counts(all, "request_success", each -> each.success().count()));
    snapshots.add(failures(all));
    snapshots.add(counts(all, "count", Statistics::rows));
    snapshots.add(counts(all, "exec_count", Statistics::runs));
    snapshots.add(pending());
    snapshots.add(micros(all, "request", Statistics::success));
    snapshots.add(micros(all, "queue", Statistics::queue));
    snapshots.add(micros(all, "compute_input", Statistics::input));
    snapshots.add(micros(all, "compute_infer", Statistics::infer));
    snapshots.add(micros(all, "compute_output", Statistics::output));
    return new MetricSnapshots(snapshots);
  }

  /** A total of a version. */
  @FunctionalInterface
  private interface Part {
    Statistics.Total of(Statistics statistics);
  }

  private static MetricSnapshot micros(Map<ModelId, Statistics> all, String stage, Part part) {
    return counts(all, stage + "_duration_us", each -> part.of(each).nanos() / 1_000);
  }

  private static MetricSnapshot counts(
      Map<ModelId, Statistics> all, String name, ToLongFunction<Statistics> value) {
    UnknownSnapshot.Builder snapshot = UnknownSnapshot.builder().name("nv_inference_" + name);
    all.forEach((id, each) -> snapshot.dataPoint(point(labels(id), value.applyAsLong(each))));
    return snapshot.build();
  }

  private static MetricSnapshot failures(Map<ModelId, Statistics> all) {
    UnknownSnapshot.Builder snapshot =
        UnknownSnapshot.builder().name("nv_inference_request_failure");
    all.forEach((id, each) -> {
      for (Reason reason : Reason.values()) {
        Labels labels = labels(id).add("reason", reason.name());
        snapshot.dataPoint(point(labels, each.failed(reason)));
      }
    });
    return snapshot.build();
  }

  private MetricSnapshot pending() {
    UnknownSnapshot.Builder snapshot =
        UnknownSnapshot.builder().name("nv_inference_pending_request_count");
    inference.queueDepths().forEach((id, depth) -> snapshot.dataPoint(point(labels(id), depth)));
    return snapshot.build();
  }

  private static UnknownDataPointSnapshot point(Labels labels, long value) {
    return UnknownDataPointSnapshot.builder().labels(labels).value((double) value).build();
  }

  static Labels labels(ModelId id) {
    return Labels.of("model", id.name(), "version", Integer.toString(id.version()));
  }
}
