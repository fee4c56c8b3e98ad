package dev.fovea.bench.similarity;

import dev.fovea.bench.serving.DrawnPictures;
import dev.fovea.bench.serving.Load;
import dev.fovea.bench.serving.Medians;
import dev.fovea.bench.serving.ServiceProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged service: how fast it takes pictures in beside classifying them, and what HTTP adds.
 */
final class ServiceRun {

  private static final int CLIENTS = 32;
  private static final int PICTURES = 64;
  private static final int IMPORTED = 2_048;
  private static final int SEARCHES = 300;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path root;
  private final Path models;
  private final String model;
  private final Path scratch;
  private final List<byte[]> pictures = DrawnPictures.photographs(PICTURES);

  /**
   * Prepares a run.
   *
   * @param root the project's folder
   * @param models a model store
   * @param model one of its models, with features
   * @param scratch an existing folder for state, log and the archive
   */
  ServiceRun(Path root, Path models, String model, Path scratch) {
    this.root = root;
    this.models = models;
    this.model = model;
    this.scratch = scratch;
  }

  /** Measures; an import and a stretch of classification take turns. */
  Map<String, Double> measure(int rounds, Duration stretch) throws Exception {
    Path archive = archive();
    double[] classified = new double[rounds];
    double[] imported = new double[rounds];
    double[] ratio = new double[rounds];
    double[] settled = new double[rounds];
    Map<String, Double> figures = new LinkedHashMap<>();
    try (ServiceProcess service = ServiceProcess.start(root, models, scratch, List.of());
        Load load = new Load(CLIENTS);
        HttpClient client = HttpClient.newHttpClient()) {
      URI classify = service.at("/v1/models/" + model + "/classify");
      load.closedLoop(classify, pictures, CLIENTS, stretch); // warms both sides
      for (int round = 0; round < rounds; round++) {
        classified[round] = load.closedLoop(classify, pictures, CLIENTS, stretch).perSecond();
        String collection = "round-" + round;
        long start = System.nanoTime();
        load(client, service, archive, collection);
        imported[round] = perSecond(start);
        awaitRecall(client, service, collection);
        settled[round] = perSecond(start) / classified[round];
        ratio[round] = imported[round] / classified[round];
      }
      figures.put("ingest_of_classify", Medians.of(ratio));
      figures.put("ingest_and_graph_of_classify", Medians.of(settled));
      figures.put("ingest_per_second", Medians.of(imported));
      figures.put("classify_per_second", Medians.of(classified));
      JsonNode collection = get(client, service.at("/v1/collections/round-0"));
      figures.put(
          "bytes_per_image",
          collection.get("bytes").doubleValue() / collection.get("images").intValue());
      figures.put("http_overhead_ms", overhead(client, service));
    }
    return figures;
  }

  /** Imports the archive into a new collection. */
  private void load(HttpClient client, ServiceProcess service, Path archive, String collection)
      throws IOException, InterruptedException {
    URI imports = service.at("/v1/collections/" + collection + "/imports?model=" + model);
    BodyPublisher body = BodyPublishers.ofFile(archive);
    HttpRequest request =
        HttpRequest.newBuilder(imports)
            .header("Content-Type", "application/x-tar")
            .POST(body)
            .build();
    JsonNode answer = json(client.send(request, BodyHandlers.ofByteArray()));
    if (answer.get("indexed").intValue() != IMPORTED) {
      throw new IllegalStateException("the import left some out: " + answer);
    }
  }

  /**
   * The service merges a collection and measures its recall after an import; so the end is seen.
   */
  private static void awaitRecall(HttpClient client, ServiceProcess service, String collection)
      throws IOException, InterruptedException {
    while (!get(client, service.at("/v1/collections/" + collection)).has("recall")) {
      Thread.sleep(50);
    }
  }

  private static double perSecond(long start) {
    return IMPORTED * 1e9 / (System.nanoTime() - start);
  }

  /** Median of what a search takes beyond its time in the index, in milliseconds. */
  private static double overhead(HttpClient client, ServiceProcess service)
      throws IOException, InterruptedException {
    double[] beyond = new double[SEARCHES];
    for (int i = -SEARCHES; i < SEARCHES; i++) {
      String id = "images:%d.jpg".formatted(Math.floorMod(i, IMPORTED));
      URI target = service.at("/v1/collections/round-0/images/" + id + "/neighbors?k=6");
      long start = System.nanoTime();
      JsonNode answer = get(client, target);
      double millis = (System.nanoTime() - start) / 1e6;
      if (i >= 0) {
        beyond[i] = millis - answer.at("/timing/searchMillis").doubleValue();
      }
    }
    return Medians.of(beyond);
  }

  private static JsonNode get(HttpClient client, URI target)
      throws IOException, InterruptedException {
    return json(client.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofByteArray()));
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    JsonNode body = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("%s answered %s".formatted(response.uri(), body));
    }
    return body;
  }

  private Path archive() {
    Path archive = scratch.resolve("pictures.tar");
    try (var tar =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      for (int i = 0; i < IMPORTED; i++) {
        byte[] picture = pictures.get(i % PICTURES);
        TarArchiveEntry entry = new TarArchiveEntry("images/%d.jpg".formatted(i));
        entry.setSize(picture.length);
        tar.putArchiveEntry(entry);
        tar.write(picture);
        tar.closeArchiveEntry();
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
