package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.protocol.SimpleModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Many clients at once through every door, each request with an answer that no other has. {@code
 * -Dfovea.requests=1000000} sends that many.
 */
final class DistinctAnswersIT {

  private static final long REQUESTS = Long.getLong("fovea.requests", 6_000L);
  private static final int AT_ONCE = 64;

  @TempDir private Path folder;

  private final AtomicLong next = new AtomicLong();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void givesEveryRequestItsOwnAnswerOnce() throws Exception {
    Path store = folder.resolve("models");
    EchoModel.writeTo(store, 1);
    SimpleModel.writeTo(store);
    try (FoveaProcess fovea = FoveaProcess.start(folder, store);
        Client client = Client.of(fovea);
        GrpcDoor grpc = new GrpcDoor(fovea.grpcPort())) {
      List<Door> doors = List.of(new PictureDoor(client), new BinaryDoor(client), grpc, grpc);
      long start = System.nanoTime();
      askAll(doors);
      double seconds = (System.nanoTime() - start) / 1e9;

      assertThat(wrong).isEmpty();
      assertThat(executed(client)).isEqualTo(Map.of("echo", sent(0), "simple", REQUESTS - sent(0)));
      System.out.printf(
          "%d requests, %d at once, in %.0f s: each had its own answer, and was run once%n",
          REQUESTS, AT_ONCE, seconds);
    }
  }

  private void askAll(List<Door> doors) throws InterruptedException {
    List<Thread> clients =
        IntStream.range(0, AT_ONCE)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> askInTurn(doors)))
            .toList();
    for (Thread client : clients) {
      client.join();
    }
  }

  private void askInTurn(List<Door> doors) {
    for (long number = next.getAndIncrement(); number < REQUESTS; number = next.getAndIncrement()) {
      try {
        if (!doors.get((int) (number % doors.size())).answersRightly(number)) {
          wrong.add(number + " had another answer");
        }
      } catch (IOException lost) {
        wrong.add(number + " had no answer: " + lost);
      }
    }
  }

  /** How many requests went to the first of the four doors. */
  private static long sent(int door) {
    return (REQUESTS + 3 - door) / 4;
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
