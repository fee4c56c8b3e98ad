package dev.fovea.service.similarity.opensearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.smile.SmileMapper;

/**
 * Speaks to the cluster: one request, tried again on the next node with exponential back-off while
 * nodes are away or overloaded. All requests are such that a second try does no harm. Bodies are
 * SMILE, a binary form of JSON that takes a third of its bytes for features.
 */
final class Cluster {

  private static final String SMILE = "application/smile";
  private static final SmileMapper MAPPER = SmileMapper.shared();

  private final OpenSearchProperties properties;
  private final RestClient client;
  private final RetryTemplate retries;
  private final AtomicInteger turn = new AtomicInteger();

  Cluster(OpenSearchProperties properties) {
    this.properties = properties;
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(httpClient(properties));
    requests.setReadTimeout(properties.requestTimeout());
    this.client = RestClient.builder().requestFactory(requests).build();
    this.retries =
        new RetryTemplate(
            RetryPolicy.builder()
                .maxRetries(properties.attempts() - 1L)
                .delay(Duration.ofMillis(100))
                .multiplier(2)
                .jitter(Duration.ofMillis(50))
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
    return exchange(method, path, bytes);
  }

  /** Sends a bulk request: actions and documents in turn. */
  JsonNode bulk(String path, List<?> parts) {
    try (var lines = new java.io.ByteArrayOutputStream()) {
      for (Object part : parts) {
        lines.write(MAPPER.writeValueAsBytes(part));
        lines.write(0xFF);
      }
      return exchange(HttpMethod.POST, path, lines.toByteArray()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<JsonNode> exchange(HttpMethod method, String path, byte @Nullable [] body) {
    try {
      return Optional.ofNullable(
          retries.<@Nullable JsonNode>execute(() -> once(method, path, body)));
    } catch (RetryException e) {
      throw new UncheckedIOException(
          new IOException("OpenSearch at %s is away".formatted(address()), e.getCause()));
    }
  }

  private @Nullable JsonNode once(HttpMethod method, String path, byte @Nullable [] body) {
    List<URI> urls = properties.urls();
    URI node = urls.get(Math.floorMod(turn.getAndIncrement(), urls.size()));
    RestClient.RequestBodySpec request =
        client.method(method).uri(URI.create(node + path)).headers(this::authenticate);
    request.header(HttpHeaders.ACCEPT, SMILE);
    if (body != null) {
      request.header(HttpHeaders.CONTENT_TYPE, SMILE).body(body);
    }
    try {
      return request.exchange((_, response) -> read(path, response));
    } catch (ResourceAccessException e) {
      throw new Unavailable(node + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable JsonNode read(String path, ClientHttpResponse response)
      throws IOException {
    int status = response.getStatusCode().value();
    byte[] body = response.getBody().readAllBytes();
    return switch (status) {
      case 200, 201 -> MAPPER.readTree(body);
      case 404 -> null;
      case 429, 502, 503, 504 -> throw new Unavailable("status " + status + " for " + path, null);
      default ->
          throw new IOException(
              "OpenSearch answered %d to %s: %s".formatted(status, path, MAPPER.readTree(body)));
    };
  }

  private void authenticate(HttpHeaders headers) {
    Path file = properties.passwordFile();
    String username = properties.username();
    if (file != null && username != null) {
      try {
        headers.setBasicAuth(username, Files.readString(file).strip());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static HttpClient httpClient(OpenSearchProperties properties) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.connectTimeout());
    Path ca = properties.caFile();
    if (ca != null) {
      PemSslStoreDetails authorities = PemSslStoreDetails.forCertificate(ca.toUri().toString());
      builder.sslContext(SslBundle.of(new PemSslStoreBundle(null, authorities)).createSslContext());
    }
    return builder.build();
  }

  /** A node that another try may find back, or another node that has time. */
  private static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
