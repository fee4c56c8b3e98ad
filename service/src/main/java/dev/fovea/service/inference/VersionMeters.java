package dev.fovea.service.inference;

import dev.fovea.service.model.ModelId;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The counts and histograms of one version. Labels are its name and version, which the store
 * bounds; they go when the version goes.
 */
final class VersionMeters implements BatchRunner.Observer, AutoCloseable {

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Statistics statistics = new Statistics();
  private final Timer decode;
  private final Timer preprocess;
  private final Timer queue;
  private final Timer infer;
  private final Timer postprocess;
  private final DistributionSummary batchSize;

  VersionMeters(MeterRegistry registry, ModelId id, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    Tags tags = Tags.of("model", id.name(), "version", Integer.toString(id.version()));
    this.decode = stage(tags, "decode");
    this.preprocess = stage(tags, "preprocess");
    this.queue = stage(tags, "queue");
    this.infer = stage(tags, "infer");
    this.postprocess = stage(tags, "postprocess");
    this.batchSize =
        DistributionSummary.builder("fovea.batch.rows")
            .description("Rows of a run")
            .tags(tags)
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128)
            .register(registry);
  }

  Statistics statistics() {
    return statistics;
  }

  @Override
  public void ran(int rows, long nanos) {
    statistics.ran(rows, nanos);
    batchSize.record(rows);
  }

  @Override
  public void answered(Request request, Timing timing, long outputNanos) {
    statistics.succeeded(timing, outputNanos, request.rows(), clock.millis());
    if (request.work() instanceof Work.Picture) {
      decode.record(timing.decodeNanos(), TimeUnit.NANOSECONDS);
      preprocess.record(timing.preprocessNanos(), TimeUnit.NANOSECONDS);
    }
    queue.record(timing.queueNanos(), TimeUnit.NANOSECONDS);
    infer.record(timing.inferNanos(), TimeUnit.NANOSECONDS);
    postprocess.record(outputNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void failed(Throwable cause, long ageNanos) {
    statistics.failed(cause, ageNanos);
  }

  @Override
  public void close() {
    List<Meter> meters = List.of(decode, preprocess, queue, infer, postprocess, batchSize);
    meters.forEach(registry::remove);
  }

  private Timer stage(Tags tags, String name) {
    return Timer.builder("fovea.stage")
        .description("Time a request spent in a stage")
        .tags(tags.and("stage", name))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };
}
