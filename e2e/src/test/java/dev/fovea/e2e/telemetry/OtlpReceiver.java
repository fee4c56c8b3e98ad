package dev.fovea.e2e.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Receives traces as a collector does: OTLP over HTTP, in Protocol Buffers. */
final class OtlpReceiver implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<Span> received = new LinkedBlockingQueue<>();
  private final List<Span> spans = new ArrayList<>();
  private final HttpServer server;

  private OtlpReceiver(HttpServer server) {
    this.server = server;
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  static OtlpReceiver start() throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new OtlpReceiver(HttpServer.create(anywhere, 0));
  }

  /** Returns where to send traces to. */
  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  /**
   * Waits for a span.
   *
   * @throws AssertionError with what came, if it does not come
   */
  Span await(Predicate<Span> wanted) throws InterruptedException {
    for (Span span : spans) {
      if (wanted.test(span)) {
        return span;
      }
    }
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Span span = received.poll(giveUp - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (span == null) {
        throw new AssertionError("the span did not come; these did: " + names());
      }
      spans.add(span);
      if (wanted.test(span)) {
        return span;
      }
    }
  }

  private List<String> names() {
    return spans.stream().map(Span::getName).toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = body(exchange)) {
      ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .map(ScopeSpans::getSpansList)
          .forEach(received::addAll);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
