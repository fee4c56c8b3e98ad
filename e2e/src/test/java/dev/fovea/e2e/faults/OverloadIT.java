package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.faults.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks for ten times what the service can do, as clients that do not wait for one another. {@code
 * -Dfovea.overload=120} goes on for that many seconds.
 */
final class OverloadIT {

  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("fovea.overload", 4));
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final int QUEUE = 16;
  private static final int TIMES = 10;
  private static final String INFER = "/v2/models/slow/infer";
  private static final String REQUEST =
      "{\"inputs\":[{\"name\":\"in\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[1]}]}";

  @TempDir private Path folder;

  private final ConcurrentLinkedQueue<Timed> answers = new ConcurrentLinkedQueue<>();

  private record Timed(Answer answer, double millis) {}

  @Test
  void answersWhatItAcceptsRefusesTheRestAndRecovers() throws Exception {
    SlowModel.writeTo(folder.resolve("models"));
    try (FoveaProcess fovea = start();
        Client client = Client.of(fovea)) {
      double perSecond = capacity(client);
      ask(client, TIMES * perSecond);
      long end = System.nanoTime();
      assertThat(client.postJson(INFER, REQUEST).status()).isEqualTo(200);
      Duration recovered = Duration.ofNanos(System.nanoTime() - end);

      double[] accepted = millis(200);
      double[] refused = millis(503);
      report(perSecond, accepted, refused, recovered, millisInside(client));
      assertThat(accepted.length + refused.length).isEqualTo(answers.size());
      assertThat(answers)
          .filteredOn(each -> each.answer().status() == 503)
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each.answer().retryAfter()).isPresent());
      assertThat(accepted).isNotEmpty();
      assertThat(recovered).isLessThan(RECOVERY);
    }
  }

  private FoveaProcess start() {
    return FoveaProcess.start(
        folder,
        folder.resolve("models"),
        "--fovea.inference.queue-capacity=" + QUEUE,
        "--fovea.inference.max-batch-size=1",
        "--fovea.inference.threads=1");
  }

  /** Answers a second to one client that asks one after the other. */
  private static double capacity(Client client) throws IOException {
    int requests = 40;
    long start = System.nanoTime();
    for (int i = 0; i < requests; i++) {
      assertThat(client.postJson(INFER, REQUEST).status()).isEqualTo(200);
    }
    return requests * 1e9 / (System.nanoTime() - start);
  }

  /** Sends so many requests a second, whether or not there are answers, then waits for them. */
  private void ask(Client client, double perSecond) throws InterruptedException {
    long start = System.nanoTime();
    int requests = (int) (perSecond * LENGTH.toSeconds());
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      LockSupport.parkNanos(due - System.nanoTime());
      clients.add(Thread.ofVirtual().start(() -> askOnce(client)));
    }
    for (Thread each : clients) {
      each.join();
    }
  }

  private void askOnce(Client client) {
    long start = System.nanoTime();
    try {
      Answer answer = client.postJson(INFER, REQUEST);
      answers.add(new Timed(answer, (System.nanoTime() - start) / 1e6));
    } catch (IOException lost) {
      answers.add(new Timed(new Answer(0, lost.toString(), Optional.empty()), 0));
    }
  }

  /** Mean milliseconds that the service itself counts for a refusal, from its first header on. */
  private static double millisInside(Client client) throws IOException {
    List<String> refusals =
        client
            .get("/actuator/prometheus")
            .text()
            .lines()
            .filter(line -> line.startsWith("http_server_requests_seconds_"))
            .filter(line -> line.contains("status=\"503\""))
            .toList();
    return sum(refusals, "_sum{") / sum(refusals, "_count{") * 1e3;
  }

  private static double sum(List<String> lines, String suffix) {
    return lines.stream()
        .filter(line -> line.contains(suffix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private double[] millis(int status) {
    return answers.stream()
        .filter(each -> each.answer().status() == status)
        .mapToDouble(Timed::millis)
        .sorted()
        .toArray();
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static void report(
      double perSecond,
      double[] accepted,
      double[] refused,
      Duration recovered,
      double millisInside) {
    System.out.printf(
        "%.0f answers/s alone, %dx asked for %d s: %d answered, p50 %.0f ms, p99 %.0f ms;"
            + " %d refused, p50 %.1f ms, p99 %.0f ms, of which %.1f ms in the service on average;"
            + " next answer %d ms after%n",
        perSecond,
        TIMES,
        LENGTH.toSeconds(),
        accepted.length,
        at(accepted, 0.5),
        at(accepted, 0.99),
        refused.length,
        at(refused, 0.5),
        at(refused, 0.99),
        millisInside,
        recovered.toMillis());
  }
}
