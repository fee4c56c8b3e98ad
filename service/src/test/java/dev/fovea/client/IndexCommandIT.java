package dev.fovea.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fovea.service.LiveService;
import dev.fovea.service.TestPictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against the service, and against one that goes away. */
final class IndexCommandIT extends LiveService {

  private static final String COLLECTION = "/v1/collections/indexed";

  @TempDir private Path folder;

  /** What a run of the command ended with. */
  private record Ended(int code, String out, String error) {}

  @BeforeEach
  void drawPictures() throws IOException {
    for (int i = 0; i < 4; i++) {
      Path label = Files.createDirectories(folder.resolve(i < 2 ? "left" : "Größe 2"));
      Files.write(label.resolve(i + ".png"), TestPictures.quadrant(i));
    }
    Files.writeString(folder.resolve("left/notes.txt"), "no picture");
    Files.createSymbolicLink(folder.resolve("left/gone.png"), Path.of("nowhere"));
    Files.writeString(folder.resolve(".hidden"), "not sent");
  }

  @AfterEach
  void dropIt() {
    send(request(COLLECTION).DELETE());
  }

  @Test
  void indexesAFolderAndListsWhatItCannotRead() {
    Ended first = index("--model=quadrants");

    assertThat(first.code()).as(first.error()).isZero();
    assertThat(first.out()).contains("4 indexed, 0 stored already, 2 refused");
    assertThat(first.out()).contains("left/notes.txt: ", "left/gone.png: cannot be read");
    assertThat(json(get(COLLECTION + "/images/left:0.png")).path("label").asString())
        .isEqualTo("left");
    assertThat(index("--model=quadrants").out()).contains("0 indexed, 4 stored already");
  }

  @Test
  void sendsOnlyWhatTheServiceLacks() throws IOException {
    index("--model=quadrants");
    Files.write(folder.resolve("left/9.png"), TestPictures.quadrant(3));
    Files.write(folder.resolve("left/0.png"), TestPictures.quadrant(2));
    Files.delete(folder.resolve("left/notes.txt"));

    try (Relay relay = Relay.before(port())) {
      Ended ended = run(relay.url(), List.of("--model=quadrants"));

      assertThat(ended.code()).as(ended.error()).isZero();
      assertThat(ended.out()).contains("2 indexed, 3 stored already");
      assertThat(relay.sentTo("/imports?")).hasSize(1);
      assertThat(relay.sentTo("/imports?").getFirst().body())
          .contains("left/9.png", "left/0.png")
          .doesNotContain("left/1.png");
    }
    try (Relay relay = Relay.before(port())) {
      Ended ended = run(relay.url(), List.of("--model=quadrants"));

      assertThat(ended.out()).contains("0 indexed, 5 stored already");
      assertThat(relay.sentTo("/imports/missing")).hasSize(1);
      assertThat(relay.sentTo("/imports?")).isEmpty();
    }
  }

  @Test
  void refusesAnotherModelAlsoWhenAllIsStored() {
    index("--model=quadrants");
    Ended ended = index("--model=nope");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.error()).contains("'nope' is not found");
  }

  @Test
  void sendsEveryPictureInOneShare() {
    for (int share = 0; share < 3; share++) {
      assertThat(index("--model=quadrants", "--shard=" + share + "/3").code()).isZero();
    }

    assertThat(json(get(COLLECTION)).path("images").asInt()).isEqualTo(4);
    assertThat(index("--shard=3/3").code()).isEqualTo(2);
  }

  @Test
  void replacesWhatTheCollectionHeld() throws IOException {
    index("--model=quadrants", "--no-labels");
    Files.delete(folder.resolve("left/0.png"));

    assertThat(index("--model=quadrants", "--replace").out()).contains("3 indexed");

    assertThat(json(get(COLLECTION)).path("images").asInt()).isEqualTo(3);
  }

  @Test
  void goesOnWhenTheServiceComesBack() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/collections/", exchange -> answer(exchange, attempts));
    server.start();
    try {
      Ended ended = run("http://127.0.0.1:" + server.getAddress().getPort(), List.of());

      assertThat(ended.code()).as(ended.error()).isZero();
      assertThat(ended.out()).contains("7 indexed");
      assertThat(attempts).hasValue(2);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void saysWhereNothingAnswers() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    Ended ended = run("http://127.0.0.1:" + closed, List.of());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.error()).contains("nothing answers at", "--url");
  }

  /** Breaks off the first time, and has stored all the second time. */
  private static void answer(HttpExchange exchange, AtomicInteger attempts) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(404, -1);
      } else if (attempts.incrementAndGet() > 1) {
        exchange.getRequestBody().readAllBytes();
        byte[] report =
            """
            {"files":7,"indexed":7,"unchanged":0,"refused":0,"refusals":[],"seconds":0.1}
            """
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, report.length);
        exchange.getResponseBody().write(report);
      }
    }
  }

  private Ended index(String... options) {
    return run("http://127.0.0.1:" + port(), List.of(options));
  }

  private Ended run(String url, List<String> options) {
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of(folder.toString(), "--collection=indexed", "--url=" + url));
    arguments.addAll(options);
    int code =
        IndexCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(error, true))
            .execute(arguments.toArray(String[]::new));
    return new Ended(code, out.toString(), error.toString());
  }
}
