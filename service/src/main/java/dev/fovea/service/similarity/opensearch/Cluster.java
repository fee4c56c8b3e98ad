package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.opensearch.NodeConnection.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.smile.SmileMapper;

/**
 * Speaks to the cluster: one request, tried again on the next node with exponential back-off while
 * nodes are away or overloaded, all tries within one deadline. All requests are such that a second
 * try does no harm.
 */
final class Cluster {

  private static final SmileMapper MAPPER = SmileMapper.shared();

  /**
   * Has a new index wait until its copies are there too: a write that only one node has is
   * acknowledged and lost with that node. A cluster with too few nodes for them goes on without.
   */
  private static final String COPIES_FIRST = "?wait_for_active_shards=all&timeout=5s";

  private final OpenSearchProperties properties;
  private final NodeConnection connection;
  private final Nodes nodes;
  private final Outage outage;
  private final RetryTemplate retries;

  Cluster(OpenSearchProperties properties) {
    this.properties = properties;
    this.connection = new NodeConnection(properties);
    this.nodes = new Nodes(properties.urls(), System::nanoTime);
    this.outage = new Outage(this::someNodeAnswers, System::nanoTime);
    this.retries =
        new RetryTemplate(
            RetryPolicy.builder()
                .maxRetries(properties.attempts() - 1L)
                .delay(Duration.ofMillis(100))
                .multiplier(2)
                .jitter(Duration.ofMillis(50))
                .timeout(properties.deadline())
                .includes(Unavailable.class)
                .build());
  }

  /** What one URL of the cluster is, for messages. */
  String address() {
    return properties.urls().toString();
  }

  /**
   * Asks for something that must be there.
   *
   * @throws NoSuchElementException if it is not
   */
  JsonNode send(HttpMethod method, String path, @Nullable Object body) {
    return find(method, path, body)
        .orElseThrow(() -> new NoSuchElementException("OpenSearch has no " + path));
  }

  /** Asks for something that may be there; empty if the cluster answers 404. */
  Optional<JsonNode> find(HttpMethod method, String path, @Nullable Object body) {
    byte[] bytes = body == null ? null : MAPPER.writeValueAsBytes(body);
    Reply reply = exchange(method, path, bytes);
    return reply.isAbsent() ? Optional.empty() : Optional.of(reply.body());
  }

  /**
   * Asks for or deletes a document that may be there.
   *
   * @throws NoSuchElementException if its index is not
   */
  Optional<JsonNode> document(HttpMethod method, String path) {
    Reply reply = exchange(method, path, null);
    if (reply.isAbsent() && reply.body().has("error")) {
      throw new NoSuchElementException("OpenSearch has no index for " + path);
    }
    return reply.isAbsent() ? Optional.empty() : Optional.of(reply.body());
  }

  /** The index that has a name or an alias, under its own name. */
  Optional<Map.Entry<String, JsonNode>> index(String name) {
    return find(HttpMethod.GET, "/" + name, null)
        .map(indexes -> indexes.properties().iterator().next());
  }

  /** Makes an index; false if there is one of this name. */
  boolean create(String index, Object layout) {
    try {
      send(HttpMethod.PUT, "/" + index + COPIES_FIRST, layout);
      return true;
    } catch (UncheckedIOException refused) {
      if (String.valueOf(refused.getMessage()).contains("resource_already_exists_exception")) {
        return false;
      }
      throw refused;
    }
  }

  /** Sends a bulk request: actions and documents in turn. */
  JsonNode bulk(String path, List<?> parts) {
    try (ByteArrayOutputStream lines = new ByteArrayOutputStream()) {
      for (Object part : parts) {
        lines.write(MAPPER.writeValueAsBytes(part));
        lines.write(0xFF);
      }
      return exchange(HttpMethod.POST, path, lines.toByteArray()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks one node once, for as long as a connection may take, whatever was found out before. */
  JsonNode probe(String path) {
    try {
      Answer answer = ask(nodes.next(), HttpMethod.GET, path, null, properties.connectTimeout());
      return read(path, answer).body();
    } catch (IOException | Unavailable fault) {
      throw away(fault);
    }
  }

  /** What the cluster said. */
  private record Reply(boolean isAbsent, JsonNode body) {}

  private Reply exchange(HttpMethod method, String path, byte @Nullable [] body) {
    if (outage.lasts()) {
      throw away(new IOException("none of its nodes answered lately"));
    }
    long start = System.nanoTime();
    try {
      return retries.execute(() -> once(method, path, body, start));
    } catch (RetryException failed) {
      if (failed.getCause() instanceof IOException refused) {
        throw new UncheckedIOException(refused);
      }
      outage.waitedInVain(start);
      throw away(failed.getCause());
    }
  }

  private Reply once(HttpMethod method, String path, byte @Nullable [] body, long start)
      throws IOException {
    return read(path, ask(nodes.next(), method, path, body, patience(start)));
  }

  private Answer ask(
      URI node, HttpMethod method, String path, byte @Nullable [] body, Duration patience) {
    try {
      Answer answer = connection.ask(node, method, path, body, patience);
      nodes.answered(node);
      outage.answered();
      return answer;
    } catch (IOException silent) {
      nodes.didNotAnswer(node);
      throw new Unavailable(node + ": " + silent.getMessage(), silent);
    }
  }

  /** Returns how long one node may take: never beyond the deadline of the whole call. */
  private Duration patience(long start) {
    Duration left = properties.deadline().minusNanos(System.nanoTime() - start);
    Duration most = properties.requestTimeout();
    return left.compareTo(most) < 0 ? left : most;
  }

  private static Reply read(String path, Answer answer) throws IOException {
    return switch (answer.status()) {
      case 200, 201, 404 -> new Reply(answer.status() == 404, MAPPER.readTree(answer.body()));
      case 429, 502, 503, 504 ->
          throw new Unavailable("status " + answer.status() + " for " + path, null);
      default ->
          throw new IOException(
              "OpenSearch answered %d to %s: %s"
                  .formatted(answer.status(), path, MAPPER.readTree(answer.body())));
    };
  }

  private boolean someNodeAnswers() {
    try {
      ask(nodes.next(), HttpMethod.GET, "/", null, properties.connectTimeout());
      return true;
    } catch (Unavailable _) {
      return false;
    }
  }

  private UncheckedIOException away(@Nullable Throwable cause) {
    return new UncheckedIOException(
        new IOException(
            "OpenSearch at %s is away or too slow; what does not need it is answered, so try this"
                    .formatted(address())
                + " again in a while (%s)".formatted(cause == null ? "" : cause.getMessage()),
            cause));
  }

  /** A node that another try may find back, or another node that has time. */
  private static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
