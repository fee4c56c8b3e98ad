package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Collections replaced as a whole, over HTTP: from snapshots, files, archives and originals. */
final class GenerationsIT extends LiveService {

  private static final String PHOTOS = "/v1/collections/photos";
  private static final String COPY = "/v1/collections/copy";

  @AfterEach
  void dropAll() {
    for (String name : snapshots()) {
      send(request(PHOTOS + "/snapshots/" + name).DELETE());
    }
    send(request(PHOTOS).DELETE());
    send(request(COPY).DELETE());
  }

  @Test
  void bringsBackWhatASnapshotHolds() {
    make("{\"model\":\"quadrants\"}");
    store("a", 0);
    store("b", 1);
    assertThat(put(PHOTOS + "/snapshots/monday", new byte[0]).statusCode()).isEqualTo(201);
    send(request(PHOTOS + "/images/a").DELETE());
    store("c", 2);

    JsonNode restored = json(post(PHOTOS + "/snapshots/monday/restore", new byte[0]));

    assertThat(restored.path("images").asInt()).isEqualTo(2);
    assertThat(neighbors(PHOTOS)).containsExactly("a", "b");
    store("d", 3);
    assertThat(neighbors(PHOTOS)).containsExactly("a", "b", "d");
  }

  @Test
  void bringsBackADeletedCollection() {
    make("{\"model\":\"quadrants\"}");
    store("a", 0);
    put(PHOTOS + "/snapshots/monday", new byte[0]);
    send(request(PHOTOS).DELETE());
    assertThat(snapshots()).containsExactly("monday");

    assertThat(post(PHOTOS + "/snapshots/monday/restore", new byte[0]).statusCode()).isEqualTo(200);

    assertThat(neighbors(PHOTOS)).containsExactly("a");
  }

  @Test
  void refusesSnapshotsThatCannotBe() {
    problem(put(PHOTOS + "/snapshots/monday", new byte[0]), 404, "unknown-collection");
    make("{\"model\":\"quadrants\"}");
    put(PHOTOS + "/snapshots/monday", new byte[0]);
    problem(put(PHOTOS + "/snapshots/monday", new byte[0]), 400, "invalid-parameter");
    problem(put(PHOTOS + "/snapshots/Monday", new byte[0]), 400, "invalid-parameter");
    problem(post(PHOTOS + "/snapshots/friday/restore", new byte[0]), 404, "not-stored");
    problem(send(request(PHOTOS + "/snapshots/friday").DELETE()), 404, "not-stored");
    assertThat(send(request(PHOTOS + "/snapshots/monday").DELETE()).statusCode()).isEqualTo(204);
    assertThat(snapshots()).isEmpty();
  }

  @Test
  void carriesACollectionAsOneFile() {
    make("{\"model\":\"quadrants\",\"version\":\"1\"}");
    store("a?label=left", 0);
    store("b", 1);
    HttpResponse<byte[]> file = get(PHOTOS + "/contents");
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/cbor-seq");

    JsonNode copy = json(put(COPY + "/contents?engine=lucene", file.body()));

    assertThat(copy.path("images").asInt()).isEqualTo(2);
    assertThat(copy.path("version").asString()).isEqualTo("1");
    assertThat(json(get(COPY + "/images/a")).path("label").asString()).isEqualTo("left");
    assertThat(get(COPY + "/images/a/thumbnail").body())
        .isEqualTo(get(PHOTOS + "/images/a/thumbnail").body());
    assertThat(neighbors(COPY)).containsExactly("a", "b");
  }

  @Test
  void changesNothingWhenTheFileBreaksOff() {
    make("{\"model\":\"quadrants\"}");
    store("a", 0);
    byte[] file = get(PHOTOS + "/contents").body();
    store("b", 1);
    byte[] withoutEnd = Arrays.copyOf(file, file.length - 8);

    problem(put(PHOTOS + "/contents", withoutEnd), 400, "malformed-body");
    problem(put(COPY + "/contents", withoutEnd), 400, "malformed-body");
    problem(put(COPY + "/contents", TestPictures.quadrant(0)), 400, "malformed-body");
    problem(put(COPY + "/contents", new byte[0]), 400, "malformed-body");

    assertThat(neighbors(PHOTOS)).containsExactly("a", "b");
    problem(get(COPY), 404, "unknown-collection");
    put(PHOTOS + "/contents", file);
    assertThat(neighbors(PHOTOS)).containsExactly("a");
  }

  @Test
  void refusesAFileOfAnotherModel() {
    make("{\"model\":\"quadrants\",\"version\":\"1\"}");
    byte[] file = get(PHOTOS + "/contents").body();
    send(request(PHOTOS).DELETE());
    make("{\"model\":\"quadrants\",\"version\":\"2\"}");

    problem(put(PHOTOS + "/contents", file), 409, "index-mismatch");
    problem(put(COPY + "/contents?engine=none", file), 400, "invalid-parameter");
  }

  @Test
  void indexesTheOriginalsWithAnotherModel() {
    make("{\"model\":\"quadrants\",\"version\":\"1\",\"keepOriginals\":true}");
    store("a?label=left", 0);
    store("b", 1);

    HttpResponse<byte[]> begun =
        post(PHOTOS + "/reindex?model=quadrants&version=2&id=again", new byte[0]);

    assertThat(begun.statusCode()).isEqualTo(202);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !json(get("/v1/imports/again")).path("state").asString().equals("running"));
    JsonNode done = json(get("/v1/imports/again"));
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("done");
    assertThat(done.path("indexed").asInt()).isEqualTo(2);
    assertThat(json(get(PHOTOS)).path("version").asString()).isEqualTo("2");
    assertThat(json(get(PHOTOS + "/images/a")).path("label").asString()).isEqualTo("left");
    assertThat(neighbors(PHOTOS)).containsExactly("a", "b");
  }

  @Test
  void refusesToReindexWhatItDoesNotKeep() {
    make("{\"model\":\"quadrants\"}");
    JsonNode problem =
        problem(post(PHOTOS + "/reindex?model=quadrants", new byte[0]), 400, "invalid-parameter");
    assertThat(problem.path("detail").asString()).contains("keeps no originals", "replace=true");
    problem(post(PHOTOS + "/reindex", new byte[0]), 400, "invalid-parameter");
    problem(post(PHOTOS + "/reindex?model=nope", new byte[0]), 404, "unknown-model");
  }

  @Test
  void replacesAllByAnArchiveForAnotherModel() throws IOException {
    make("{\"model\":\"quadrants\",\"version\":\"1\"}");
    store("old.png", 2);
    store("a.png", 1);

    String replace = PHOTOS + "/imports?model=quadrants&version=2&replace=true";
    problem(
        post(replace, zip("readme.txt", "no picture".getBytes(StandardCharsets.UTF_8))),
        400,
        "malformed-body");
    assertThat(json(get(PHOTOS)).path("version").asString()).isEqualTo("1");
    JsonNode report = json(post(replace, zip("a.png", TestPictures.quadrant(0))));

    assertThat(report.path("indexed").asInt()).isEqualTo(1);
    assertThat(json(get(PHOTOS)).path("version").asString()).isEqualTo("2");
    assertThat(neighbors(PHOTOS)).containsExactly("a.png");
  }

  private void make(String json) {
    var made =
        send(
            request(PHOTOS)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    assertThat(made.statusCode()).isEqualTo(201);
  }

  private void store(String idAndQuery, int quadrant) {
    var stored = put(PHOTOS + "/images/" + idAndQuery, TestPictures.quadrant(quadrant));
    assertThat(stored.statusCode()).isEqualTo(201);
  }

  private HttpResponse<byte[]> put(String path, byte[] body) {
    return send(request(path).PUT(BodyPublishers.ofByteArray(body)));
  }

  private List<String> snapshots() {
    return strings(json(get(PHOTOS + "/snapshots")).path("snapshots"));
  }

  /** What looks like the first quadrant, nearest first. */
  private List<String> neighbors(String collection) {
    JsonNode found = json(post(collection + "/search", TestPictures.quadrant(0)));
    return StreamSupport.stream(found.path("neighbors").spliterator(), false)
        .map(it -> it.path("id").asString())
        .toList();
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }

  private static byte[] zip(String path, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(path));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
