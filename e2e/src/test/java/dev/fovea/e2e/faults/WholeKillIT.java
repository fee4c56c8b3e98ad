package dev.fovea.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.FoveaProcess;
import dev.fovea.e2e.Launch;
import dev.fovea.e2e.faults.WholeChange.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the service while it changes a collection as a whole, which is an import that replaces it,
 * an upload of contents, or a snapshot that is taken, restored or deleted; and starts it again on
 * what it left. Each kill falls at a random moment of the time that such a change took before.
 * {@code -Dfovea.kills=50} kills it that often.
 */
final class WholeKillIT {

  private static final int KILLS = Integer.getInteger("fovea.kills", 3);
  private static final long SEED = Long.getLong("fovea.seed", 20261121L);

  private static final List<Kind> KINDS = List.copyOf(EnumSet.allOf(Kind.class));

  /** So that some kills come when the change was just made. */
  private static final double LATEST = 1.2;

  @TempDir private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<Kind, Long> nanos = new EnumMap<>(Kind.class);
  private Kept kept = new Kept(new TreeMap<>(), new TreeMap<>());
  private long numbers;
  private int olds;

  @Test
  void leavesTheOldOrTheNewAndNothingBetween() throws Exception {
    EchoModel.writeTo(folder.resolve("models"), 1);
    Optional<WholeChange> cut = Optional.empty();
    for (int kill = 0; kill < KILLS; kill++) {
      FoveaProcess fovea = start();
      try (Client client = Client.of(fovea)) {
        audit(client, cut, kill);
        WholeChange change = changeAll(client, KINDS.get(kill % KINDS.size()));
        cut = Optional.of(change);
        killDuring(change, fovea, client);
      }
    }
    try (FoveaProcess fovea = start();
        Client client = Client.of(fovea)) {
      audit(client, cut, KILLS);
    }
    System.out.printf(
        "seed %d: %d kills left the old %d times and the new %d times%n",
        SEED, KILLS, olds, KILLS - olds);
  }

  /** Makes a change of each kind; returns another of one kind, which is still to be made. */
  private WholeChange changeAll(Client client, Kind kind) throws IOException {
    make(client, importing());
    Map<String, Long> images = kept.images();
    byte[] contents = client.bytes(Kept.COLLECTION + "/contents");
    make(client, snapshot());
    make(client, importing());
    make(client, snapshot());
    make(client, WholeChange.uploading(kept, images, contents));
    make(client, WholeChange.restoring(kept, anySnapshot()));
    make(client, WholeChange.forgetting(kept, anySnapshot()));
    return switch (kind) {
      case IMPORT -> importing();
      case UPLOAD -> WholeChange.uploading(kept, images, contents);
      case SNAPSHOT -> snapshot();
      case RESTORE -> WholeChange.restoring(kept, anySnapshot());
      case FORGET -> WholeChange.forgetting(kept, anySnapshot());
    };
  }

  private WholeChange importing() {
    numbers += 1_000;
    return WholeChange.importing(kept, numbers);
  }

  private WholeChange snapshot() {
    numbers += 1_000;
    return WholeChange.snapshot(kept, "snapshot-" + numbers);
  }

  private String anySnapshot() {
    List<String> names = List.copyOf(kept.snapshots().keySet());
    return names.get(random.nextInt(names.size()));
  }

  private void make(Client client, WholeChange change) throws IOException {
    long start = System.nanoTime();
    kept = change.acknowledged(client);
    nanos.put(change.kind(), System.nanoTime() - start);
  }

  private void killDuring(WholeChange change, FoveaProcess fovea, Client client)
      throws InterruptedException {
    Thread asking =
        Thread.ofVirtual()
            .start(() -> {
              try {
                kept = change.acknowledged(client);
              } catch (IOException unanswered) {
                // The audit finds out which of both is left.
              }
            });
    LockSupport.parkNanos(random.nextLong((long) (LATEST * nanos.getOrDefault(change.kind(), 1L))));
    fovea.kill();
    asking.join();
  }

  /** What a kill left is what was kept before the change or after it, and it can be made again. */
  private void audit(Client client, Optional<WholeChange> cut, int kill) throws IOException {
    if (cut.isEmpty()) {
      return;
    }
    WholeChange change = cut.get();
    String hint = "seed %d, kill %d during %s".formatted(SEED, kill, change.kind());
    if (change.after().looksLike(client)) {
      kept = change.after();
      kept.requireImages(client, hint);
    } else {
      assertThat(kept).as("%s: what was acknowledged", hint).isNotEqualTo(change.after());
      assertThat(kept.looksLike(client)).as("%s: the old or the new", hint).isTrue();
      olds++;
      kept.requireImages(client, hint);
      kept = change.acknowledged(client);
      kept.requireImages(client, hint + ", made again");
    }
    requireSnapshots(client, hint);
  }

  /** Restores every snapshot, then deletes it; one that is not listed cannot be restored. */
  private void requireSnapshots(Client client, String hint) throws IOException {
    for (String snapshot : kept.snapshots().keySet()) {
      kept = WholeChange.restoring(kept, snapshot).acknowledged(client);
      kept.requireImages(client, hint + ", restored " + snapshot);
      WholeChange forgetting = WholeChange.forgetting(kept, snapshot);
      kept = forgetting.acknowledged(client);
      assertThat(WholeChange.restoring(kept.with(snapshot), snapshot).request().send(client))
          .as("%s: %s was deleted", hint, snapshot)
          .returns(404, Client.Answer::status);
    }
  }

  /** Compiled in a hurry, as it does not live long. */
  private FoveaProcess start() {
    return FoveaProcess.start(
        Launch.of(folder, folder.resolve("models")).jvm("-Xmx512m", "-XX:TieredStopAtLevel=1"));
  }
}
