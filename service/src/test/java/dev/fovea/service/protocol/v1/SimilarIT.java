package dev.fovea.service.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Collections, images and searches over HTTP, on features that a person knows by heart. */
final class SimilarIT extends LiveService {

  private static final String PHOTOS = "/v1/collections/photos";

  @BeforeEach
  void makeACollection() {
    assertThat(create(PHOTOS, "{\"model\":\"quadrants\"}").statusCode()).isEqualTo(201);
  }

  @AfterEach
  void dropIt() {
    send(request(PHOTOS).DELETE());
  }

  @Test
  void tellsWhatACollectionIsBoundTo() {
    JsonNode view = json(get(PHOTOS));

    assertThat(view.path("model").asString()).isEqualTo("quadrants");
    assertThat(view.path("version").asString()).isEqualTo("2");
    assertThat(view.path("dimension").asInt()).isEqualTo(4);
    assertThat(view.path("engine").asString()).isEqualTo("lucene");
    assertThat(view.path("state").asString()).isEqualTo("ready");
    assertThat(view.path("images").asInt()).isZero();
    assertThat(view.path("modelDigest").asString()).hasSize(64);
    assertThat(json(get("/v1/collections")).path("collections")).hasSize(1);
  }

  @Test
  void makesACollectionOnceAndRefusesAnotherOfItsName() {
    assertThat(create(PHOTOS, "{\"model\":\"quadrants\"}").statusCode()).isEqualTo(200);

    JsonNode problem =
        problem(
            create(PHOTOS, "{\"model\":\"quadrants\",\"version\":\"1\"}"), 409, "index-mismatch");

    assertThat(problem.path("detail").asString()).contains("quadrants/2", "quadrants/1");
    problem(
        create(PHOTOS, "{\"model\":\"quadrants\",\"quantization\":\"int8\"}"),
        409,
        "index-mismatch");
    problem(create(PHOTOS, "{\"model\":\"plain\"}"), 400, "wrong-model");
    problem(create(PHOTOS, "{\"modell\":\"quadrants\"}"), 400, "malformed-body");
    problem(
        create("/v1/collections/Photos", "{\"model\":\"quadrants\"}"), 400, "invalid-parameter");
  }

  @Test
  void findsNeighborsAndClassesInOnePass() {
    store("a?label=left", 0);
    store("b", 1);

    JsonNode answer = json(post(PHOTOS + "/search?k=2", TestPictures.quadrant(0)));

    assertThat(ids(answer)).containsExactly("a", "b");
    assertThat(answer.at("/neighbors/0/distance").asDouble()).isZero();
    assertThat(answer.at("/neighbors/0/label").asString()).isEqualTo("left");
    assertThat(answer.at("/neighbors/1/distance").asDouble())
        .isCloseTo(255 * Math.sqrt(2), within(0.01));
    assertThat(answer.at("/predictions/0/label").asString()).isEqualTo("top-left");
    assertThat(answer.path("exact").asBoolean()).isTrue();
    assertThat(answer.path("model").asString()).isEqualTo("quadrants");
    for (String stage : List.of("decode", "preprocess", "queue", "infer", "search")) {
      assertThat(answer.at("/timing/" + stage + "Millis").asDouble()).isBetween(0.0, 30_000.0);
    }
  }

  @Test
  void searchesByStoredImageWithoutTheImageItself() {
    store("a", 0);
    store("b", 1);
    store("c", 2);

    assertThat(ids(json(get(PHOTOS + "/images/a/neighbors")))).containsExactly("b", "c");
    assertThat(ids(json(get(PHOTOS + "/images/a/neighbors?exclude-self=false"))))
        .containsExactly("a", "b", "c");
    problem(get(PHOTOS + "/images/z/neighbors"), 404, "not-stored");
    String self = PHOTOS + "/search?exclude-self=true";
    assertThat(ids(json(post(self, TestPictures.quadrant(0))))).containsExactly("b", "c");
  }

  @Test
  void searchesByFeatures() {
    store("a", 0);
    var body = BodyPublishers.ofString("{\"features\":[0,255,0,0]}");
    var response = post(PHOTOS + "/search", "application/json", body);

    assertThat(json(response).at("/neighbors/0/distance").asDouble())
        .isCloseTo(255 * Math.sqrt(2), within(0.01));
    assertThat(json(response).has("predictions")).isFalse();
    var shortBody = BodyPublishers.ofString("{\"features\":[0,255]}");
    problem(post(PHOTOS + "/search", "application/json", shortBody), 400, "invalid-parameter");
  }

  @Test
  void replacesAndDeletesImages() {
    assertThat(put("a", TestPictures.quadrant(0)).statusCode()).isEqualTo(201);
    assertThat(put("a", TestPictures.quadrant(1)).statusCode()).isEqualTo(200);
    assertThat(json(get(PHOTOS)).path("images").asInt()).isEqualTo(1);
    assertThat(send(request(PHOTOS + "/images/a").DELETE()).statusCode()).isEqualTo(204);
    problem(send(request(PHOTOS + "/images/a").DELETE()), 404, "not-stored");
    problem(get(PHOTOS + "/images/a"), 404, "not-stored");
  }

  @Test
  void keepsMetadataAndFiltersByIt() {
    var form =
        new Form()
            .image("a.png", TestPictures.quadrant(0))
            .field("metadata", "{\"year\":2012,\"camera\":\"x\",\"raw\":true}");
    var put =
        send(
            request(PHOTOS + "/images/a?label=left")
                .header("Content-Type", form.type())
                .PUT(form.body()));
    assertThat(json(put).at("/metadata/year").asInt()).isEqualTo(2012);
    store("b?label=right", 1);

    assertThat(filtered("year >= 2012 and raw = true")).containsExactly("a");
    assertThat(filtered("label = right or camera = y")).containsExactly("b");
    problem(
        post(PHOTOS + "/search?filter=year%20%3E", TestPictures.quadrant(0)),
        400,
        "invalid-parameter");
  }

  @Test
  void namesAnImageByItsBytesIfItHasNoName() {
    JsonNode stored = json(post(PHOTOS + "/images", TestPictures.quadrant(3)));

    assertThat(stored.path("id").asString())
        .hasSize(64)
        .isEqualTo(stored.path("sha256").asString());
    assertThat(get(PHOTOS + "/images/" + stored.path("id").asString()).statusCode()).isEqualTo(200);
  }

  @Test
  void servesThumbnailsThatAClientMayKeep() {
    store("a", 0);

    HttpResponse<byte[]> thumbnail = get(PHOTOS + "/images/a/thumbnail");

    assertThat(thumbnail.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(thumbnail.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age");
    String tag = thumbnail.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again =
        send(request(PHOTOS + "/images/a/thumbnail").header("If-None-Match", tag).GET());
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void tellsTheSameBytesFromTheSamePixels() {
    store("a", 0);
    store("b", 0);
    put("c", TestPictures.withTrailingBytes(TestPictures.quadrant(0)));
    store("d", 1);

    JsonNode groups = json(get(PHOTOS + "/duplicates")).path("groups");

    assertThat(groups).hasSize(2);
    assertThat(groups.at("/0/kind").asString()).isEqualTo("bytes");
    assertThat(groups.at("/0/images")).hasSize(2);
    assertThat(groups.at("/1/kind").asString()).isEqualTo("pixels");
    assertThat(groups.at("/1/images")).hasSize(3);
    JsonNode near = json(get(PHOTOS + "/duplicates?kind=near&distance=400")).path("groups");
    assertThat(near.at("/0/images")).hasSize(4);
  }

  @Test
  void drawsTheNeighbors() {
    store("a", 0);
    store("b", 1);

    byte[] png = "\u0089PNG".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(get(PHOTOS + "/search.png?id=a").body()).startsWith(png);
    for (String type : List.of("image/png", "image/*", "image/webp, image/*;q=0.8")) {
      assertThat(search(type).body()).as(type).startsWith(png);
    }
    for (String type : List.of("*/*", "image/png, application/json", "application/*")) {
      assertThat(json(search(type)).path("neighbors")).as(type).hasSize(2);
    }
  }

  private HttpResponse<byte[]> search(String accept) {
    return send(
        request(PHOTOS + "/search")
            .header("Accept", accept)
            .POST(BodyPublishers.ofByteArray(TestPictures.quadrant(2))));
  }

  @Test
  void measuresItsRecall() {
    problem(
        send(request(PHOTOS + "/recall").POST(BodyPublishers.noBody())), 400, "invalid-parameter");
    store("a", 0);
    store("b", 1);

    JsonNode recall = json(send(request(PHOTOS + "/recall?k=1").POST(BodyPublishers.noBody())));

    assertThat(recall.path("recall").asDouble()).isEqualTo(1);
    assertThat(recall.path("samples").asInt()).isEqualTo(2);
    assertThat(json(get(PHOTOS)).at("/recall/k").asInt()).isEqualTo(1);
    assertThat(new String(get("/actuator/prometheus").body(), StandardCharsets.UTF_8))
        .contains("fovea_index_recall{collection=\"photos\",k=\"1\"} 1.0")
        .contains("fovea_index_images{collection=\"photos\"} 2.0");
  }

  @Test
  void makesACollectionOnFirstUse() {
    var put =
        send(
            request("/v1/collections/fresh/images/a?model=quadrants&version=1")
                .PUT(BodyPublishers.ofByteArray(TestPictures.quadrant(0))));

    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(json(get("/v1/collections/fresh")).path("version").asString()).isEqualTo("1");
    problem(
        send(
            request("/v1/collections/fresh/images/b?model=quadrants")
                .PUT(BodyPublishers.ofByteArray(TestPictures.quadrant(0)))),
        409,
        "index-mismatch");
    assertThat(send(request("/v1/collections/fresh").DELETE()).statusCode()).isEqualTo(204);
    problem(get("/v1/collections/fresh"), 404, "unknown-collection");
  }

  @Test
  void refusesWhatItCannotDo() {
    problem(post(PHOTOS + "/search?page=2", TestPictures.quadrant(0)), 400, "invalid-parameter");
    problem(post(PHOTOS + "/search?k=1001", TestPictures.quadrant(0)), 400, "invalid-parameter");
    problem(post(PHOTOS + "/search", TestPictures.truncated()), 422, "undecodable-image");
    problem(
        post(PHOTOS + "/search?model=quadrants&version=1", TestPictures.quadrant(0)),
        409,
        "index-mismatch");
    problem(
        post("/v1/collections/none/search", TestPictures.quadrant(0)), 404, "unknown-collection");
    problem(put("a%20b", TestPictures.quadrant(0)), 400, "invalid-parameter");
  }

  private void store(String idAndQuery, int quadrant) {
    assertThat(put(idAndQuery, TestPictures.quadrant(quadrant)).statusCode()).isEqualTo(201);
  }

  private HttpResponse<byte[]> put(String idAndQuery, byte[] picture) {
    return send(request(PHOTOS + "/images/" + idAndQuery).PUT(BodyPublishers.ofByteArray(picture)));
  }

  private HttpResponse<byte[]> create(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  private List<String> filtered(String filter) {
    String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
    return ids(json(post(PHOTOS + "/search?filter=" + encoded, TestPictures.quadrant(0))));
  }

  private static List<String> ids(JsonNode answer) {
    return StreamSupport.stream(answer.path("neighbors").spliterator(), false)
        .map(it -> it.path("id").asString())
        .toList();
  }
}
