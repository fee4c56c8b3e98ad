package dev.fovea.client;

import java.io.IOException;
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
      double seconds) {

    /** What comes of sending nothing, because so many files are stored. */
    static Report nothing(int stored) {
      return new Report(stored, 0, stored, 0, List.of(), 0);
    }

    /** The same with so many files more that were stored and not sent. */
    Report beside(int stored) {
      return new Report(files + stored, indexed, unchanged + stored, refused, refusals, seconds);
    }
  }

  /** A file that could be sent. */
  record Listed(String path, String sha256) {}

  private record Listing(List<Listed> files) {}

  private record Missing(List<String> missing) {}

  private record Standing(long images) {}

  /** A file that was not indexed. */
  record Refusal(String path, String reason) {}

  /** What the service writes when it refuses. */
  private record Problem(String detail) {}

  /**
   * What to do with an archive.
   *
   * @param id of the import, to watch it by
   * @param model makes the collection if there is none
   * @param labelled whether a file's folder is its label
   * @param replace whether what the collection held goes
   */
  record Order(
      String collection, String id, Optional<String> model, boolean labelled, boolean replace) {

    String path() {
      return at("/imports") + "&id=" + encoded(id) + (replace ? "&replace=true" : "");
    }

    String missingPath() {
      return at("/imports/missing");
    }

    private String at(String where) {
      return "/v1/collections/"
          + encoded(collection)
          + where
          + "?label="
          + (labelled ? "folder" : "none")
          + model.map(it -> "&model=" + encoded(it)).orElse("");
    }
  }

  /** The service is not there, or went away while it was asked. */
  static final class Away extends IOException {

    private static final long serialVersionUID = 1L;

    Away(String message, IOException cause) {
      super(message, cause);
    }
  }

  /**
   * Sends an archive and waits until all of it is stored.
   *
   * @throws Away if the service cannot be reached, breaks off or is too busy
   * @throws IOException if it refuses, with its reason
   */
  Report load(Order order, FolderArchive archive) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(order.path())
            .header("Content-Type", "application/x-tar")
            .POST(BodyPublishers.ofInputStream(archive::open));
    return answer(send(request), Report.class);
  }

  /**
   * Whether a collection is there and holds anything.
   *
   * @throws Away if the service cannot be reached
   */
  boolean holdsImages(String collection) throws IOException, InterruptedException {
    var response = send(request("/v1/collections/" + encoded(collection)).GET());
    return response.statusCode() == 200
        && JSON.readValue(response.body(), Standing.class).images() > 0;
  }

  /**
   * The paths of those files that the service would store.
   *
   * @throws Away if the service cannot be reached, breaks off or is too busy
   * @throws IOException if it refuses, with its reason
   */
  List<String> missing(Order order, List<Listed> files) throws IOException, InterruptedException {
    byte[] listing = JSON.writeValueAsBytes(new Listing(files));
    HttpRequest.Builder request =
        request(order.missingPath())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(listing));
    return answer(send(request), Missing.class).missing();
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
      throw new Away(
          "nothing answers at %s; start it with ./fovea serve, or name it with --url"
              .formatted(url),
          refused);
    } catch (IOException broken) {
      throw new Away(
          "the service broke off (%s); run the same command again to go on".formatted(broken),
          broken);
    }
  }

  private static <T> T answer(HttpResponse<byte[]> response, Class<T> type) throws IOException {
    return switch (response.statusCode()) {
      case 200 -> JSON.readValue(response.body(), type);
      case 502, 503, 504 -> throw new Away(detail(response), new IOException("busy"));
      default -> throw new IOException(detail(response));
    };
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
