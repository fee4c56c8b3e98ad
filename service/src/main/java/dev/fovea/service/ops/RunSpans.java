package dev.fovea.service.ops;

import dev.fovea.service.inference.RunListener;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Draws runs as traces: each request's stages are spans below its own HTTP request, and the run is
 * a span of a trace of its own, linked with every request that rode in it and linked from the
 * {@code infer} span of each.
 */
@Component
@ConditionalOnProperty(RunSpans.ENDPOINT)
final class RunSpans implements RunListener {

  static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private final Tracer tracer;

  RunSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public Object caller() {
    return Context.current();
  }

  @Override
  public void ran(Run run) {
    List<Rider> traced = run.riders().stream().filter(RunSpans::isSampled).toList();
    if (traced.isEmpty()) {
      return;
    }
    Clock clock = Clock.now();
    Span batch = batch(run, traced, clock);
    for (Rider rider : traced) {
      stages(run, rider, batch, clock);
    }
  }

  private Span batch(Run run, List<Rider> riders, Clock clock) {
    SpanBuilder builder =
        tracer
            .spanBuilder("batch")
            .setNoParent()
            .setAttribute("fovea.model", run.model().name())
            .setAttribute("fovea.version", run.model().version())
            .setAttribute("fovea.batch.rows", run.rows())
            .setAttribute("fovea.batch.requests", run.riders().size());
    riders.forEach(rider -> builder.addLink(Span.fromContext(context(rider)).getSpanContext()));
    Span span = clock.start(builder, run.startedNanos());
    clock.end(span, run.finishedNanos());
    return span;
  }

  private void stages(Run run, Rider rider, Span batch, Clock clock) {
    stage(rider, "queue", rider.arrivedNanos(), rider.takenNanos(), clock);
    stage(rider, "decode", rider.takenNanos(), rider.decodedNanos(), clock);
    stage(rider, "preprocess", rider.decodedNanos(), rider.placedNanos(), clock);
    stage(rider, "assemble", rider.placedNanos(), run.startedNanos(), clock);
    SpanBuilder infer =
        builder(rider, "infer")
            .addLink(batch.getSpanContext())
            .setAttribute("fovea.batch.rows", run.rows());
    clock.end(clock.start(infer, run.startedNanos()), run.finishedNanos());
  }

  private void stage(Rider rider, String name, long fromNanos, long toNanos, Clock clock) {
    clock.end(clock.start(builder(rider, name), fromNanos), toNanos);
  }

  private SpanBuilder builder(Rider rider, String name) {
    return tracer.spanBuilder(name).setParent(context(rider));
  }

  private static boolean isSampled(Rider rider) {
    return Span.fromContext(context(rider)).getSpanContext().isSampled();
  }

  private static Context context(Rider rider) {
    return (Context) rider.caller();
  }

  /**
   * Brings the engine's ticks to the time of day.
   *
   * @param originNanos what to add to a tick for nanoseconds of Unix time
   */
  private record Clock(long originNanos) {

    static Clock now() {
      return new Clock(ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()) - System.nanoTime());
    }

    Span start(SpanBuilder builder, long tick) {
      return builder.setStartTimestamp(originNanos + tick, TimeUnit.NANOSECONDS).startSpan();
    }

    void end(Span span, long tick) {
      span.end(originNanos + tick, TimeUnit.NANOSECONDS);
    }
  }
}
