package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import dev.fovea.e2e.protocol.SimpleModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Many clients at once through every door, each request with an answer that no other has. {@code
 * -Dfovea.requests=1000000} sends that many, {@code -Dfovea.minutes=20} goes on for at least so
 * long.
 */
final class DistinctAnswersIT {

  private static final long REQUESTS = Long.getLong("fovea.requests", 6_000L);
  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("fovea.minutes", 0L));
  private static final int AT_ONCE = 64;
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** Until then the JVM compiles, and buffers find their size. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private static final long MOST_GROWTH_MEGABYTES = 100;

  @TempDir private Path folder;

  private final AtomicLong next = new AtomicLong();
  private final AtomicLongArray sent = new AtomicLongArray(4);
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private long start;

  @Test
  void givesEveryRequestItsOwnAnswerOnce() throws Exception {
    Path store = folder.resolve("models");
    EchoModel.writeTo(store, 1);
    SimpleModel.writeTo(store);
    Launch launch = Launch.of(folder, store).jvm("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");
    try (FoveaProcess fovea = FoveaProcess.start(launch);
        Client client = Client.of(fovea);
        GrpcDoor grpc = new GrpcDoor(fovea.grpcPort())) {
      Footprint before = Footprint.of(fovea.pid());
      askAll(List.of(new PictureDoor(client), new BinaryDoor(client), grpc, grpc), fovea);
      Footprint after = Footprint.of(fovea.pid());

      assertThat(wrong).isEmpty();
      assertThat(executed(client))
          .isEqualTo(
              Map.of("echo", sent.get(0), "simple", sent.get(1) + sent.get(2) + sent.get(3)));
      assertThat(after.descriptors()).isLessThan(before.descriptors() + 2 * AT_ONCE);
      System.out.printf(
          "%d requests, %d at once, in %.0f s: each had its own answer, and was run once;"
              + " at the start %s, at the end %s%n",
          sent(), AT_ONCE, elapsed().toMillis() / 1e3, before, after);
    }
  }

  /** Says every 10 seconds how far it is, and sees that memory stays as it was after a while. */
  private void askAll(List<Door> doors, FoveaProcess fovea)
      throws IOException, InterruptedException {
    start = System.nanoTime();
    List<Thread> clients =
        IntStream.range(0, AT_ONCE)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> askInTurn(doors)))
            .toList();
    Optional<Footprint> settled = Optional.empty();
    for (Thread client : clients) {
      while (!client.join(EVERY)) {
        Footprint now = Footprint.of(fovea.pid());
        System.out.printf("%d s: %d requests; %s%n", elapsed().toSeconds(), sent(), now);
        if (settled.isEmpty() && elapsed().compareTo(SETTLED) > 0) {
          settled = Optional.of(now);
        }
      }
    }
    if (settled.isPresent()) {
      assertThat(Footprint.of(fovea.pid()).residentMegabytes())
          .as("resident megabytes, which were %s", settled.get())
          .isLessThan(settled.get().residentMegabytes() + MOST_GROWTH_MEGABYTES);
    }
  }

  private void askInTurn(List<Door> doors) {
    long number = next.getAndIncrement();
    while (wrong.isEmpty() && (number < REQUESTS || elapsed().compareTo(LENGTH) < 0)) {
      int door = (int) (number % doors.size());
      sent.incrementAndGet(door);
      try {
        if (!doors.get(door).answersRightly(number)) {
          wrong.add(number + " had another answer");
        }
      } catch (IOException lost) {
        wrong.add(number + " had no answer: " + lost);
      }
      number = next.getAndIncrement();
    }
  }

  private long sent() {
    return IntStream.range(0, sent.length()).mapToLong(sent::get).sum();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How many rows each model has run, by its own count. */
  private static Map<String, Long> executed(Client client) throws IOException {
    Map<String, Long> rows = new TreeMap<>();
    for (JsonNode model : client.get("/v2/models/stats").json().get("model_stats")) {
      rows.put(model.get("name").asString(), model.get("inference_count").asLong());
    }
    return rows;
  }
}
