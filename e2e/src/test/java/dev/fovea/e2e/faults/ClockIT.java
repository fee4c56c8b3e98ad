package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Moves the time of day forwards and backwards while images are added and searched. Takes minutes,
 * so it runs on demand: {@code -Dfovea.clock=true}, with libfaketime installed.
 */
@EnabledIfSystemProperty(named = "fovea.clock", matches = "true")
final class ClockIT {

  private static final String COLLECTION = "/v1/collections/pictures";
  private static final int WRITES = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofDays(400),
          Duration.ofDays(-400),
          Duration.ZERO);

  @TempDir private Path folder;

  private final Ledger ledger = new Ledger();

  @Test
  void answersAndLosesNothingWhenTheTimeOfDayJumps() throws Exception {
    EchoModel.writeTo(folder.resolve("models"), 1);
    FakeClock clock = FakeClock.in(folder);
    try (FoveaProcess fovea =
            FoveaProcess.start(clock.rules(Launch.of(folder, folder.resolve("models"))));
        Client client = Client.of(fovea)) {
      assertThat(client.putJson(COLLECTION, "{\"model\":\"echo\"}").status()).isEqualTo(201);
      long number = 0;
      for (Duration distance : JUMPS) {
        clock.isOffBy(distance);
        awaitTimeOfDay(fovea, distance);
        for (int write = 0; write < WRITES; write++) {
          put(client, ++number);
          assertThat(client.nearest("pictures", new NumberedPicture(number).png()))
              .hasValueSatisfying(hit -> assertThat(hit.distance()).isZero());
        }
      }
      new Audit(client, "pictures", ledger).of(ledger.ids(), "after " + JUMPS);
    }
  }

  private void put(Client client, long number) throws IOException {
    String id = "image-" + number;
    ledger.asked(id, Optional.of(number));
    String path = COLLECTION + "/images/" + id + "?label=" + number;
    assertThat(client.put(path, new NumberedPicture(number).png()).status()).isEqualTo(201);
    ledger.is(id, Optional.of(number));
  }

  private static void awaitTimeOfDay(FoveaProcess fovea, Duration distance) throws Exception {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (Duration.between(Instant.now().plus(distance), timeOfDay(fovea)).abs().toMinutes() > 0) {
      assertThat(System.nanoTime())
          .as("the service's clock is off by " + distance)
          .isLessThan(giveUp);
      Thread.sleep(100);
    }
  }

  /** Asks on a connection of its own, as a jump may end those that are idle. */
  private static Instant timeOfDay(FoveaProcess fovea) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) fovea.uri("/actuator/health/liveness").toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    assertThat(connection.getResponseCode()).isEqualTo(200);
    return Instant.ofEpochMilli(connection.getDate());
  }
}
