package dev.fovea.e2e.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Repository;
import dev.fovea.e2e.telemetry.PromQl.Selector;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The boards and the alert rules ask for nothing that a busy service does not tell. */
final class BoardsIT {

  private static final Path BOARDS = Repository.path("helm/fovea/files/dashboards");
  private static final Path RULES = Repository.path("helm/fovea/files/rules.yaml");
  private static final Path DIGIT = Repository.path("helm/fovea/files/seven.png");

  /** What Prometheus itself knows of a target. */
  private static final Set<String> OF_TARGET = Set.of("instance", "job");

  private static final String UP = "up";
  private static final int PICTURES = 20;
  private static final int MORE_THAN_THE_QUEUE = 64;

  @TempDir static Path folder;

  private static FoveaProcess fovea;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Scrape scrape;

  /**
   * An expression of a board or a rule.
   *
   * @param place where it is written
   * @param text PromQL
   */
  record Expression(String place, String text) {
    @Override
    public String toString() {
      return place;
    }
  }

  @BeforeAll
  static void drive() throws IOException {
    fovea =
        FoveaProcess.start(
            folder,
            Repository.path("model-store/models"),
            "--fovea.inference.models.lenet5.queue-capacity=2");
    classify(1);
    ask("POST", "/v2/models/lenet5/infer", BodyPublishers.ofString(tensor()), 200);
    ask("PUT", "/v1/collections/digits", BodyPublishers.ofString("{\"model\":\"lenet5\"}"), 201);
    ask("POST", "/v1/collections/digits/imports", BodyPublishers.ofByteArray(archive()), 200);
    ask("POST", "/v1/collections/digits/search", digit(), 200);
    ask("POST", "/v1/collections/digits/search?exact=true", digit(), 200);
    ask("POST", "/v1/collections/digits/recall", BodyPublishers.noBody(), 200);
    classify(MORE_THAN_THE_QUEUE);
    scrape = Scrape.of(ask("GET", "/actuator/prometheus", BodyPublishers.noBody(), 200));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    fovea.close();
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void readsOnlyWhatIsTold(Expression expression) {
    PromQl query = PromQl.of(expression.text());
    Set<String> known = new TreeSet<>(OF_TARGET);

    assertThat(query.selectors()).as(expression.text()).isNotEmpty();
    for (Selector selector : query.selectors()) {
      if (!selector.metric().equals(UP)) {
        assertThat(scrape.labels()).as(expression.text()).containsKey(selector.metric());
        Set<String> told = new TreeSet<>(OF_TARGET);
        told.addAll(scrape.labels().get(selector.metric()));
        assertThat(told).as(expression.text()).containsAll(selector.labels());
        known.addAll(told);
      }
    }
    assertThat(known).as(expression.text()).containsAll(query.groupings());
  }

  @Test
  void hasABoardForTheServiceForModelsAndForSimilarity() {
    assertThat(boards())
        .extracting(board -> board.path("uid").asString())
        .containsExactlyInAnyOrder("fovea", "fovea-models", "fovea-similarity");
    assertThat(boards())
        .allSatisfy(board ->
            assertThat(panels(board))
                .allSatisfy(panel ->
                    assertThat(panel.path("description").asString())
                        .as(panel.path("title").asString())
                        .isNotBlank()));
  }

  static List<Expression> expressions() {
    return Stream.concat(
            boards().stream().flatMap(BoardsIT::expressions),
            read(new YAMLMapper(), RULES)
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .map(rule ->
                    new Expression(rule.path("alert").asString(), rule.path("expr").asString())))
        .toList();
  }

  private static Stream<Expression> expressions(JsonNode board) {
    String title = board.path("title").asString();
    Stream<Expression> panels =
        panels(board).stream()
            .flatMap(panel ->
                panel
                    .path("targets")
                    .valueStream()
                    .map(target ->
                        new Expression(
                            title + ": " + panel.path("title").asString(),
                            target.path("expr").asString())));
    Stream<Expression> variables =
        board
            .path("templating")
            .path("list")
            .valueStream()
            .filter(variable -> variable.path("type").asString().equals("query"))
            .map(variable -> variable.path("query").path("query").asString())
            .map(query ->
                new Expression(
                    title + ": " + query,
                    query.replaceFirst("label_values\\((\\w+), (\\w+)\\)", "sum by ($2) ($1)")));
    return Stream.concat(panels, variables);
  }

  private static List<JsonNode> panels(JsonNode board) {
    return board
        .path("panels")
        .valueStream()
        .filter(panel -> !panel.path("type").asString().equals("row"))
        .toList();
  }

  private static List<JsonNode> boards() {
    try (Stream<Path> files = Files.list(BOARDS)) {
      return files.sorted().map(file -> read(new JsonMapper(), file)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    return mapper.readTree(file.toFile());
  }

  /** Sends a digit so many times at once; some may be turned away. */
  private static void classify(int times) {
    List<CompletableFuture<Integer>> statuses =
        IntStream.range(0, times)
            .mapToObj(_ ->
                CLIENT
                    .sendAsync(
                        request("POST", "/v1/models/lenet5/classify", digit()),
                        HttpResponse.BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode))
            .toList();
    assertThat(statuses.stream().map(CompletableFuture::join)).contains(200).isSubsetOf(200, 503);
  }

  private static HttpRequest.BodyPublisher digit() {
    try {
      return BodyPublishers.ofFile(DIGIT);
    } catch (FileNotFoundException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** A black picture as a request of the Open Inference Protocol. */
  private static String tensor() {
    return """
    {"inputs": [{"name": "pixels", "datatype": "UINT8", "shape": [1, 32, 32, 1], "data": %s}]}\
    """
        .formatted(Collections.nCopies(32 * 32, 0));
  }

  /** The digit as a few files, and one that is no picture. */
  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < PICTURES; i++) {
        zip.putNextEntry(new ZipEntry("seven/" + i + ".png"));
        Files.copy(DIGIT, zip);
      }
      zip.putNextEntry(new ZipEntry("notes.png"));
      zip.write("no picture".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String ask(
      String method, String path, HttpRequest.BodyPublisher body, int expected) {
    HttpResponse<String> answer =
        CLIENT.sendAsync(request(method, path, body), HttpResponse.BodyHandlers.ofString()).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
    return answer.body();
  }

  private static HttpRequest request(String method, String path, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(fovea.uri(path)).method(method, body).build();
  }
}
