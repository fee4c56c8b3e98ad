package dev.fovea.e2e.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Repository;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TracesIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final List<String> STAGES = List.of("decode", "preprocess", "queue", "infer");

  /** Requests and stages are dated by two clocks, each read when the machine lets it. */
  private static final long CLOCKS_APART_NANOS = 100_000_000;

  @TempDir Path folder;

  @Test
  void readsOneRequestAsOneTraceWithItsStagesAndTheBatchItRodeIn() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        FoveaProcess fovea = tracing(receiver)) {
      classify(fovea);

      Span request =
          receiver.await(of(TRACE).and(span -> CALLER.equals(hex(span.getParentSpanId()))));
      for (String stage : STAGES) {
        Span span = receiver.await(of(TRACE).and(named(stage)));
        assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(span.getStartTimeUnixNano())
            .isGreaterThanOrEqualTo(request.getStartTimeUnixNano() - CLOCKS_APART_NANOS);
        assertThat(span.getEndTimeUnixNano())
            .isBetween(
                span.getStartTimeUnixNano(), request.getEndTimeUnixNano() + CLOCKS_APART_NANOS);
      }
      Span infer = receiver.await(of(TRACE).and(named("infer")));
      Span batch = receiver.await(named("batch"));
      assertThat(infer.getLinksList())
          .extracting(Span.Link::getSpanId)
          .containsExactly(batch.getSpanId());
      assertThat(batch.getLinksList())
          .extracting(Span.Link::getSpanId)
          .containsExactly(request.getSpanId());
      assertThat(batch.getTraceId()).isNotEqualTo(infer.getTraceId());
      assertThat(attribute(batch, "fovea.batch.rows")).isEqualTo(1);
    }
  }

  @Test
  void sendsNothingWithoutAnEndpoint() throws Exception {
    try (FoveaProcess fovea = FoveaProcess.start(folder, models())) {
      HttpResponse<String> answer = classify(fovea);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(fovea.output()).doesNotContainIgnoringCase("opentelemetry", "otlp");
    }
  }

  private FoveaProcess tracing(OtlpReceiver receiver) {
    return FoveaProcess.start(
        folder,
        models(),
        "--management.opentelemetry.tracing.export.otlp.endpoint=" + receiver.endpoint(),
        "--management.opentelemetry.tracing.export.schedule-delay=100ms",
        "--management.tracing.sampling.probability=1");
  }

  private static Path models() {
    return Repository.path("model-store/models");
  }

  private static HttpResponse<String> classify(FoveaProcess fovea)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(fovea.uri("/v1/models/lenet5/classify"))
              .header("traceparent", "00-%s-%s-01".formatted(TRACE, CALLER))
              .POST(
                  HttpRequest.BodyPublishers.ofFile(Repository.path("helm/fovea/files/seven.png")))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static Predicate<Span> of(String trace) {
    return span -> trace.equals(hex(span.getTraceId()));
  }

  private static Predicate<Span> named(String name) {
    return span -> span.getName().equals(name);
  }

  private static long attribute(Span span, String key) {
    Stream<KeyValue> found =
        span.getAttributesList().stream().filter(each -> each.getKey().equals(key));
    return found.findFirst().orElseThrow().getValue().getIntValue();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
