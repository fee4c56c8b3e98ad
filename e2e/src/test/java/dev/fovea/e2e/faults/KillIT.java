package dev.fovea.e2e.faults;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the service while clients add, replace, delete and import images, and starts it again on
 * what it left. {@code -Dfovea.kills=50} kills it that often.
 */
final class KillIT {

  private static final int KILLS = Integer.getInteger("fovea.kills", 3);
  private static final long SEED = Long.getLong("fovea.seed", 20261121L);
  private static final int MOST_REQUESTS = 300;
  private static final long LATEST_MICROS = 20_000;
  private static final int AGAIN = 100;

  @TempDir private Path folder;

  private final Ledger ledger = new Ledger();
  private final AtomicLong numbers = new AtomicLong();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private long acknowledged;
  private long doubtful;

  @Test
  void keepsAllThatWasAcknowledgedAndNothingByHalves() throws Exception {
    EchoModel.writeTo(folder.resolve("models"), 1);
    Set<String> unaudited = Set.of();
    for (int kill = 0; kill < KILLS; kill++) {
      Set<String> before = Set.copyOf(ledger.ids());
      writeUntilKilled(unaudited, kill);
      unaudited = since(before);
    }
    try (FoveaProcess fovea = start();
        Client client = Client.of(fovea)) {
      audit(client, ledger.ids(), KILLS);
    }
  }

  /** Looks at what the kill before has left, then writes until the next. */
  private void writeUntilKilled(Set<String> unaudited, int kill)
      throws IOException, InterruptedException {
    FoveaProcess fovea = start();
    try (Client client = Client.of(fovea)) {
      client.putJson("/v1/collections/pictures", "{\"model\":\"echo\"}");
      audit(client, unaudited, kill);
      Writers writers = new Writers(client, "pictures", ledger, numbers, random.nextLong());
      int enough = random.nextInt(1, MOST_REQUESTS);
      while (writers.acknowledged() < enough) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextLong(LATEST_MICROS)));
      fovea.kill();
      writers.stop();
      acknowledged += writers.acknowledged();
      doubtful += ledger.doubtful();
    }
  }

  private void audit(Client client, Set<String> ids, int kills)
      throws IOException, InterruptedException {
    String hint = "seed %d, after kill %d".formatted(SEED, kills);
    new Audit(client, "pictures", ledger).of(Set.copyOf(ids), hint);
    System.out.printf(
        "%s: %d requests acknowledged, none lost; %d images under way, each whole or absent%n",
        hint, acknowledged, doubtful);
  }

  /** What is new since the last kill, all that is in doubt, and some of what was there before. */
  private Set<String> since(Set<String> before) {
    Set<String> ids = new HashSet<>(ledger.ids());
    List<String> older = before.stream().sorted().toList();
    before.stream().filter(id -> ledger.possible(id).size() == 1).forEach(ids::remove);
    for (int i = 0; i < AGAIN && !older.isEmpty(); i++) {
      ids.add(older.get(random.nextInt(older.size())));
    }
    return ids;
  }

  /** Compiled in a hurry, as it does not live long. */
  private FoveaProcess start() {
    return FoveaProcess.start(
        Launch.of(folder, folder.resolve("models")).jvm("-Xmx512m", "-XX:TieredStopAtLevel=1"));
  }
}
