package dev.fovea.service.similarity.opensearch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.http.HttpMethod;

/**
 * Asks one node one thing and has its whole answer in time, or none. Bodies are SMILE, a binary
 * form of JSON that takes a third of its bytes for features.
 */
final class NodeConnection {

  private static final String SMILE = "application/smile";

  private final OpenSearchProperties properties;
  private final HttpClient client;

  NodeConnection(OpenSearchProperties properties) {
    this.properties = properties;
    this.client = client(properties);
  }

  /** What a node answered. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] body) {}

  /**
   * Asks.
   *
   * @param patience until the last byte of the answer
   * @throws IOException if the node cannot be reached, breaks off or is not done in time
   */
  Answer ask(URI node, HttpMethod method, String path, byte @Nullable [] body, Duration patience)
      throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(node, method, path, body), BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("no answer in %d ms".formatted(patience.toMillis()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException known
          ? known
          : new IOException(failed.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(URI node, HttpMethod method, String path, byte @Nullable [] body)
      throws IOException {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node + path))
            .method(method.name(), publisher)
            .header("Accept", SMILE);
    if (body != null) {
      request.header("Content-Type", SMILE);
    }
    Path file = properties.passwordFile();
    if (file != null) {
      String credentials = properties.username() + ":" + Files.readString(file).strip();
      byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return request.build();
  }

  private static HttpClient client(OpenSearchProperties properties) {
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
}
