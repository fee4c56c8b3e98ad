package dev.fovea.service.similarity.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.service.FoveaApplication;
import dev.fovea.service.TestPictures;
import dev.fovea.service.TestStore;
import dev.fovea.service.similarity.opensearch.FaultyRelay.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service, whose cluster is reached badly or not at all. */
final class OutageIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final byte[] PICTURE = TestPictures.quadrant(1);
  private static final String IMAGES = "/v1/collections/pictures/images/";
  private static final String SEARCH = "/v1/collections/pictures/search?k=1000";

  /** Ten times the service's deadline: as many attempts as it is allowed would take far longer. */
  private static final Duration BOUND = Duration.ofMinutes(1);

  @TempDir private static Path folder;
  private static ClusterProcess cluster;
  private static final List<FaultyRelay> relays = new ArrayList<>();
  private static ConfigurableApplicationContext service;
  private static final HttpClient client = HttpClient.newHttpClient();
  private static final List<String> acknowledged = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    cluster = new ClusterProcess(Files.createDirectory(folder.resolve("cluster")));
    cluster.urls().stream().map(FaultyRelay::new).forEach(relays::add);
    String urls =
        relays.stream().map(it -> it.address().toString()).collect(Collectors.joining(","));
    service =
        SpringApplication.run(
            FoveaApplication.class,
            "--server.port=0",
            "--spring.grpc.server.enabled=false",
            "--fovea.models.store=" + TestStore.create().quadrants("quadrants", 1, 0.1f).root(),
            "--fovea.similarity.home=" + folder.resolve("home"),
            "--fovea.similarity.engine=opensearch",
            "--fovea.similarity.opensearch.urls=" + urls,
            "--fovea.similarity.opensearch.connect-timeout=1s",
            "--fovea.similarity.opensearch.request-timeout=2s",
            "--fovea.similarity.opensearch.attempts=100",
            "--fovea.similarity.opensearch.deadline=6s");
    await("/actuator/health/readiness", get("/actuator/health/readiness"));
    await(
        "a collection",
        put(
            "/v1/collections/pictures",
            "{\"model\":\"quadrants\"}".getBytes(StandardCharsets.UTF_8)));
  }

  @AfterAll
  static void stop() throws IOException {
    service.close();
    for (FaultyRelay relay : relays) {
      relay.close();
    }
    cluster.close();
    client.close();
  }

  @AfterEach
  void heal() throws Exception {
    all(State.SOUND);
    await("a search", post(SEARCH));
    assertThat(found()).containsAll(acknowledged);
  }

  @ParameterizedTest
  @EnumSource(names = {"SLOW", "SILENT", "AWAY"})
  void refusesInTimeAndGoesOnWithTheRest(State fault) throws Exception {
    store("before-" + fault);
    all(fault);

    assertThat(send(post(SEARCH).header("Fovea-Timeout-Millis", "500")).statusCode())
        .isEqualTo(504);
    long start = System.nanoTime();
    requireAway(post(SEARCH));
    requireAway(put(IMAGES + "during-" + fault, PICTURE));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);

    assertThat(send(post("/v1/models/quadrants/classify")).statusCode()).isEqualTo(200);
    assertThat(send(get("/actuator/prometheus")).statusCode()).isEqualTo(200);
    assertThat(json(send(get("/actuator/health"))).at("/components/similarity/details/opensearch"))
        .asString()
        .contains("unavailable");
  }

  @Test
  void answersWhileOneNodeOfThreeIsSilent() throws Exception {
    relays.getFirst().become(State.SILENT);
    for (int i = 0; i < 6; i++) {
      assertThat(send(post(SEARCH)).statusCode()).isEqualTo(200);
      store("with-two-nodes-" + i);
    }
  }

  private static void all(State state) throws IOException {
    for (FaultyRelay relay : relays) {
      relay.become(state);
    }
  }

  private static void requireAway(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(json(answer).path("type").asString()).endsWith("index-unavailable");
    assertThat(json(answer).path("detail").asString()).contains("OpenSearch", "try this again");
  }

  private static void store(String id) throws Exception {
    await(id, put(IMAGES + id, PICTURE));
    acknowledged.add(id);
  }

  private static List<String> found() throws Exception {
    JsonNode neighbors = json(send(post(SEARCH))).path("neighbors");
    return StreamSupport.stream(neighbors.spliterator(), false)
        .map(it -> it.path("id").asString())
        .toList();
  }

  /** Asks, as a client does, until the answer is good. */
  private static void await(String what, HttpRequest.Builder request) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    HttpResponse<String> answer = send(request);
    while (answer.statusCode() / 100 != 2) {
      assertThat(System.nanoTime()).as("%s: %s", what, answer.body()).isLessThan(giveUp);
      Thread.sleep(200);
      answer = send(request);
    }
  }

  private static HttpRequest.Builder get(String path) {
    return request(path).GET();
  }

  private static HttpRequest.Builder post(String path) {
    return request(path).POST(BodyPublishers.ofByteArray(PICTURE));
  }

  private static HttpRequest.Builder put(String path, byte[] body) {
    return request(path).PUT(BodyPublishers.ofByteArray(body));
  }

  private static HttpRequest.Builder request(String path) {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }
}
