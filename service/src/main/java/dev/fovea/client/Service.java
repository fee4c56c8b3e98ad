package dev.fovea.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a running service. */
final class Service {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final Optional<String> token;

  Service(URI url, Optional<String> token) {
    this.url = url;
    this.token = token;
  }

  /** How far an import is, as the service writes it. */
  record Report(
      long files,
      long indexed,
      long unchanged,
      long refused,
      List<Refusal> refusals,
      double seconds) {}

  /** A file that was not indexed. */
  record Refusal(String path, String reason) {}

  /** What the service writes when it refuses. */
  private record Problem(String detail) {}

  /** Sends an archive and waits until all of it is stored. */
  Report load(
      String collection, String id, Optional<String> model, boolean labelled, FolderArchive archive)
      throws IOException, InterruptedException {
    String query =
        "?id="
            + encoded(id)
            + "&label="
            + (labelled ? "folder" : "none")
            + model.map(it -> "&model=" + encoded(it)).orElse("");
    HttpRequest.Builder request =
        request("/v1/collections/" + encoded(collection) + "/imports" + query)
            .header("Content-Type", "application/x-tar")
            .POST(BodyPublishers.ofInputStream(archive::open));
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() != 200) {
      throw new IOException(detail(response));
    }
    return JSON.readValue(response.body(), Report.class);
  }

  /** How far an import is; empty if the service does not know it yet, or cannot be asked. */
  Optional<Report> progress(String id) throws InterruptedException {
    try {
      HttpResponse<byte[]> response = send(request("/v1/imports/" + encoded(id)).GET());
      return response.statusCode() == 200
          ? Optional.of(JSON.readValue(response.body(), Report.class))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (ConnectException refused) {
      throw new IOException(
          "nothing answers at %s; start it with ./fovea serve, or name it with --url"
              .formatted(url),
          refused);
    } catch (UncheckedIOException broken) {
      throw new IOException(broken.getMessage(), broken);
    }
  }

  private String base() {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String detail(HttpResponse<byte[]> response) {
    try {
      return JSON.readValue(response.body(), Problem.class).detail();
    } catch (JacksonException _) {
      return "the service answered with status " + response.statusCode();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
