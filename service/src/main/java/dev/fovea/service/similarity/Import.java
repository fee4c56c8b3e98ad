package dev.fovea.service.similarity;

import dev.fovea.service.similarity.ImportProgress.Refusal;
import dev.fovea.service.similarity.ImportProgress.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts one import. Safe for use by the thread that imports and by those who watch. */
public final class Import {

  private static final int MAX_REFUSALS = 1_000;

  private final String id;
  private final String collection;
  private final long startNanos = System.nanoTime();
  private final List<Refusal> refusals = new ArrayList<>();
  private State state = State.RUNNING;
  private String reason = "";
  private long files;
  private long indexed;
  private long unchanged;
  private long refused;
  private long endNanos;
  private long changes;

  Import(String id, String collection) {
    this.id = id;
    this.collection = collection;
  }

  /** How far it is now. */
  public synchronized ImportProgress progress() {
    long end = state == State.RUNNING ? System.nanoTime() : endNanos;
    return new ImportProgress(
        id,
        collection,
        state,
        files,
        indexed,
        unchanged,
        refused,
        refusals,
        Duration.ofNanos(end - startNanos),
        reason);
  }

  /** Waits until something was counted since, or the time is over. */
  public synchronized ImportProgress awaitChange(Duration most) throws InterruptedException {
    long seen = changes;
    long deadline = System.nanoTime() + most.toNanos();
    long left = most.toMillis();
    while (seen == changes && state == State.RUNNING && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    return progress();
  }

  synchronized void read() {
    files++;
    changed();
  }

  synchronized void indexed(int images) {
    indexed += images;
    changed();
  }

  synchronized void unchanged() {
    unchanged++;
    changed();
  }

  synchronized void refused(String path, String why) {
    refused++;
    if (refusals.size() < MAX_REFUSALS) {
      refusals.add(new Refusal(path, why));
    }
    changed();
  }

  synchronized void done() {
    end(State.DONE, "");
  }

  /** Ends the import, unless it has ended. */
  synchronized void failed(String why) {
    end(State.FAILED, why);
  }

  private void end(State last, String why) {
    if (state != State.RUNNING) {
      return;
    }
    state = last;
    reason = why;
    endNanos = System.nanoTime();
    changed();
  }

  private void changed() {
    changes++;
    notifyAll();
  }
}
