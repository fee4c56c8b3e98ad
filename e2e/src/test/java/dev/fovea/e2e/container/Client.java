package dev.fovea.e2e.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends pictures and reads JSON. */
final class Client implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Optional<String> key;

  /** Makes one that has no key. */
  Client() {
    key = Optional.empty();
  }

  /** Makes one that shows a key. */
  Client(String key) {
    this.key = Optional.of(key);
  }

  /**
   * An answer.
   *
   * @param status its code
   * @param body its text
   */
  record Answer(int status, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  Answer get(URI uri) throws IOException {
    return send(request(uri).GET());
  }

  Answer post(URI uri, byte[] picture) throws IOException {
    return send(request(uri).POST(BodyPublishers.ofByteArray(picture)));
  }

  Answer put(URI uri, byte[] picture) throws IOException {
    return send(request(uri).PUT(BodyPublishers.ofByteArray(picture)));
  }

  Answer put(URI uri, String json) throws IOException {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).header("Content-Type", "image/png");
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    key.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    try {
      HttpResponse<String> response =
          http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
