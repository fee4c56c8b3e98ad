package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill of {@code docs/operations.md}: a home is copied while clients want to write, destroyed,
 * and put back elsewhere.
 */
final class BackupIT {

  private static final int REQUESTS = 200;

  @TempDir private Path folder;

  private final Ledger ledger = new Ledger();

  @Test
  void bringsBackAllThatWasAcknowledgedBeforeTheBackup() throws Exception {
    EchoModel.writeTo(folder.resolve("models"), 1);
    Path home = folder.resolve("home");
    Path backup = folder.resolve("backup");
    FoveaProcess fovea = start(home);
    try (Client client = Client.of(fovea)) {
      client.putJson("/v1/collections/pictures", "{\"model\":\"echo\"}");
      Writers writers = new Writers(client, "pictures", ledger, new AtomicLong(), 10);
      while (writers.acknowledged() < REQUESTS) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      fovea.close();
      writers.stop();
    }
    copy(home, backup);
    destroy(home);

    try (FoveaProcess restored = start(backup);
        Client client = Client.of(restored)) {
      new Audit(client, "pictures", ledger).of(ledger.ids(), "restored");
      assertThat(ledger.stored()).isNotEmpty();
    }
  }

  private FoveaProcess start(Path home) {
    return FoveaProcess.start(Launch.of(folder, folder.resolve("models")).home(home));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  private static void destroy(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
