package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Archives over HTTP. */
final class ImportIT extends LiveService {

  private static final String COLLECTION = "/v1/collections/bulk";

  @AfterEach
  void dropIt() {
    send(request(COLLECTION).DELETE());
  }

  @Test
  void indexesAZipAndListsWhatIsNoPicture() throws IOException {
    JsonNode report = json(load("first", zip()));

    assertThat(report.path("state").asString()).isEqualTo("done");
    assertThat(report.path("files").asInt()).isEqualTo(4);
    assertThat(report.path("indexed").asInt()).isEqualTo(3);
    assertThat(report.path("refused").asInt()).isEqualTo(1);
    assertThat(report.at("/refusals/0/path").asString()).isEqualTo("notes/readme.txt");
    JsonNode image = json(get(COLLECTION + "/images/left:a~20b.png"));
    assertThat(image.path("label").asString()).isEqualTo("left");
    assertThat(json(get("/v1/imports/first")).path("indexed").asInt()).isEqualTo(3);
    problem(get("/v1/imports/none"), 404, "not-stored");
  }

  @Test
  void passesOverWhatIsStoredAlready() throws IOException {
    load("first", zip());

    JsonNode report = json(load("second", tar()));

    assertThat(report.path("indexed").asInt()).isEqualTo(1);
    assertThat(report.path("unchanged").asInt()).isEqualTo(2);
  }

  @Test
  void tellsWhichFilesItLacks() throws IOException {
    String b = sha256(TestPictures.quadrant(2));
    String files =
        """
        {"files": [{"path": "left/b.png", "sha256": "%s"}, {"path": "right/b.png", "sha256": "%s"},
          {"path": "left/a b.png", "sha256": "%s"}]}
        """
            .formatted(b, b, b);
    assertThat(missing("", files)).containsExactly("left/b.png", "right/b.png", "left/a b.png");
    problem(get(COLLECTION), 404, "unknown-collection");
    load("first", zip());

    assertThat(missing("", files)).containsExactly("right/b.png", "left/a b.png");
    assertThat(missing("?label=none", files)).hasSize(3);
    problem(ask("?model=nope", files), 404, "unknown-model");
    problem(ask("", "{\"files\": [{\"path\": \"a\"}]}"), 400, "malformed-body");
    problem(ask("", "[]"), 400, "malformed-body");
  }

  private List<String> missing(String query, String files) {
    JsonNode missing = json(ask(query, files)).path("missing");
    return StreamSupport.stream(missing.spliterator(), false).map(JsonNode::asString).toList();
  }

  private HttpResponse<byte[]> ask(String query, String files) {
    return post(
        COLLECTION + "/imports/missing" + query,
        "application/json",
        BodyPublishers.ofString(files));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  @Test
  void keepsWhatItIndexedWhenTheArchiveBreaksOff() throws IOException {
    byte[] whole = tar();

    problem(load("broken", Arrays.copyOf(whole, 3 * 512 + 50)), 400, "malformed-body");

    assertThat(json(get("/v1/imports/broken")).path("state").asString()).isEqualTo("failed");
    assertThat(json(load("again", whole)).path("state").asString()).isEqualTo("done");
  }

  @Test
  void tellsTheProgressAsEvents() throws IOException {
    load("watched", zip());

    HttpResponse<byte[]> events = get("/v1/imports/watched/events");

    assertThat(events.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(new String(events.body(), StandardCharsets.UTF_8))
        .contains("event:progress")
        .contains("\"state\":\"done\"");
  }

  @Test
  void refusesPathsThatLeadOutOfTheArchive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "../../etc/passwd", TestPictures.quadrant(0));
    }

    JsonNode problem = problem(load("evil", bytes.toByteArray()), 400, "malformed-body");

    assertThat(problem.path("detail").asString()).contains("../../etc/passwd");
  }

  private HttpResponse<byte[]> load(String id, byte[] archive) {
    return send(
        request(COLLECTION + "/imports?model=quadrants&id=" + id)
            .POST(BodyPublishers.ofByteArray(archive)));
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "left/a b.png", TestPictures.quadrant(0));
      add(zip, "left/b.png", TestPictures.quadrant(2));
      add(zip, "notes/readme.txt", "no picture".getBytes(StandardCharsets.UTF_8));
      add(zip, "c.png", TestPictures.quadrant(1));
    }
    return bytes.toByteArray();
  }

  /** Two files of {@link #zip} and another. */
  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "./left/b.png", TestPictures.quadrant(2));
      add(tar, "c.png", TestPictures.quadrant(1));
      add(tar, "right/d.png", TestPictures.quadrant(3));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String path, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(content);
    zip.closeEntry();
  }

  private static void add(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
