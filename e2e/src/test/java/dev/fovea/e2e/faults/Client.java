package dev.fovea.e2e.faults;

import dev.fovea.e2e.FoveaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service over HTTP. Safe for use by many threads. */
final class Client implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Function<String, URI> address;

  private Client(Function<String, URI> address) {
    this.address = address;
  }

  /** A client of this process. */
  static Client of(FoveaProcess fovea) {
    return new Client(fovea::uri);
  }

  /**
   * An answer.
   *
   * @param status its code
   * @param text its body
   * @param retryAfter seconds after which to come again, if it says so
   */
  record Answer(int status, String text, Optional<Long> retryAfter) {

    JsonNode json() {
      return JSON.readTree(text);
    }

    /** Returns the problem's sentence, or the body if it is none. */
    String detail() {
      return text.startsWith("{") ? json().path("detail").asString(text) : text;
    }
  }

  Answer get(String path) throws IOException {
    return send(request(path).GET());
  }

  /** Returns a body that is no text. */
  byte[] bytes(String path) throws IOException {
    HttpResponse<byte[]> response =
        exchange(request(path).GET().build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + " for " + path);
    }
    return response.body();
  }

  Answer delete(String path) throws IOException {
    return send(request(path).DELETE());
  }

  Answer post(String path, byte[] body) throws IOException {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)));
  }

  /** Sends a body that is zipped already. */
  Answer postGzip(String path, byte[] body) throws IOException {
    return send(
        request(path).header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(body)));
  }

  Answer put(String path, byte[] body) throws IOException {
    return send(request(path).PUT(BodyPublishers.ofByteArray(body)));
  }

  /** Sends a body that is JSON, if there is any. */
  Answer putJson(String path, String json) throws IOException {
    return send(json(path).PUT(BodyPublishers.ofString(json)));
  }

  Answer postJson(String path, String json) throws IOException {
    BodyPublisher body = json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
    return send(json(path).POST(body));
  }

  /** Sends a request of v2 whose tensors lie behind {@code headBytes} of JSON; reads it so too. */
  byte[] infer(String path, int headBytes, byte[] body) throws IOException {
    HttpRequest request =
        request(path)
            .header("Inference-Header-Content-Length", "" + headBytes)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  /** Returns the id and the distance of the nearest stored image, if any is stored. */
  Optional<Hit> nearest(String collection, byte[] picture) throws IOException {
    Answer answer = post("/v1/collections/%s/search?k=1".formatted(collection), picture);
    if (answer.status() != 200) {
      throw new IOException(answer.toString());
    }
    return StreamSupport.stream(answer.json().get("neighbors").spliterator(), false)
        .map(hit -> new Hit(hit.get("id").asString(), hit.get("distance").asDouble()))
        .findFirst();
  }

  /** A stored image that was found. */
  record Hit(String id, double distance) {}

  /** Returns the features of a picture. */
  List<Double> features(String model, byte[] picture) throws IOException {
    Answer answer = post("/v1/models/%s/features".formatted(model), picture);
    if (answer.status() != 200) {
      throw new IOException(answer.toString());
    }
    return StreamSupport.stream(answer.json().get("features").spliterator(), false)
        .map(JsonNode::asDouble)
        .toList();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.apply(path)).timeout(PATIENCE);
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    HttpResponse<String> response = exchange(request.build(), BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Retry-After").map(Long::valueOf));
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return http.send(request, handler);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
