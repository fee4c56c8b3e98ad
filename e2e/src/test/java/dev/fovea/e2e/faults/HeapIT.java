package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import dev.fovea.e2e.Repository;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A heap that is too small, and requests that would need a larger one. */
final class HeapIT {

  private static final int CLIENTS = 24;
  private static final int LARGE_BYTES = 30 << 20;
  private static final int JSON_BYTES = 8_000_000;

  /** Of a client that was still sending when it was refused and the connection closed. */
  private static final int CUT_OFF = 0;

  /**
   * What calls may be told. The last two are of a connection that ended, as its many large calls
   * had taken all the memory for network buffers: a piece of one call keeps those of others that
   * came in the same packet.
   */
  private static final Set<Status.Code> TOLD =
      Set.of(
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.INTERNAL,
          Status.Code.UNAVAILABLE);

  private static final String INFER = "/v2/models/echo/infer";

  @TempDir private Path folder;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsWithADumpAndIsNoZombieWhenTheHeapIsExhausted() throws Exception {
    // A reproducible build dates its jar in the past; the launcher would build it again.
    Files.setLastModifiedTime(
        Repository.path("service/target/fovea-service.jar"), FileTime.from(Instant.now()));
    Path home = Files.createDirectory(folder.resolve("var"));
    Path output = folder.resolve("output");
    ProcessBuilder launcher =
        new ProcessBuilder(
                Repository.path("fovea").toString(),
                "serve",
                "--port=0",
                "--spring.grpc.server.port=0")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    launcher.environment().put("FOVEA_HOME", home.toString());
    launcher.environment().put("JAVA_OPTS", "-Xmx24m");

    int status = launcher.start().waitFor();

    assertThat(status).as(() -> text(output)).isEqualTo(3);
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left).anyMatch(file -> file.toString().endsWith(".hprof"));
    }
  }

  @Test
  void outlivesRequestsThatWouldFillItsHeap() throws Exception {
    EchoModel.writeTo(folder.resolve("models"), 1);
    Launch launch =
        Launch.of(folder, folder.resolve("models"))
            .jvm("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC");
    try (FoveaProcess fovea = FoveaProcess.start(launch);
        Client client = Client.of(fovea)) {
      for (byte[] json : hostile()) {
        assertThat(client.postGzip(INFER, json).status()).isIn(400, 404, 413);
      }
      assertThat(statuses(client)).isSubsetOf(415, 503, CUT_OFF);
      List<Status> told = HugeMessages.send(fovea.grpcPort());
      assertThat(told)
          .as(() -> told.stream().map(Status::toString).distinct().toList().toString())
          .extracting(Status::getCode)
          .contains(Status.Code.RESOURCE_EXHAUSTED)
          .isSubsetOf(TOLD);
      assertThat(client.features(EchoModel.NAME, new NumberedPicture(7).png())).hasSize(64);
    }
  }

  /** What many clients are told that send as much as one may, all at once. */
  private static List<Integer> statuses(Client client) throws Exception {
    byte[] large = new byte[LARGE_BYTES];
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          Stream.generate(() -> clients.submit(() -> status(client, large)))
              .limit(CLIENTS)
              .toList();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
    }
    return statuses;
  }

  private static int status(Client client, byte[] body) {
    try {
      return client.post("/v1/models/echo/features", body).status();
    } catch (IOException refusedWhileSending) {
      return CUT_OFF;
    }
  }

  /** JSON that is small on the wire and would be large in memory. */
  private static List<byte[]> hostile() throws IOException {
    return List.of(
        repeated("{\"inputs\":[", "{},", "{}]}"),
        repeated("{\"inputs\":[{\"shape\":[", "1,", "1]}]}"),
        repeated("{\"parameters\":{", "\"%d\":1,", "\"a\":1}}"),
        repeated("{\"unknown\":{", "\"%d\":1,", "\"a\":1}}"),
        repeated(
            "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"BYTES\",\"shape\":[2000000],\"data\":[",
            "\"\",",
            "\"\"]}]}"),
        repeated("{\"inputs\":[", " ".repeat(1_000), "]}"));
  }

  /** Returns a text of as much JSON as may be sent, or a little more. */
  private static byte[] repeated(String start, String piece, String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(start.getBytes(StandardCharsets.UTF_8));
      int length = start.length() + end.length();
      for (int i = 0; length < JSON_BYTES; i++) {
        byte[] next = piece.formatted(i).getBytes(StandardCharsets.UTF_8);
        zipped.write(next);
        length += next.length;
      }
      zipped.write(end.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
