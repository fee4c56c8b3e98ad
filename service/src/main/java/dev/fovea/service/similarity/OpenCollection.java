package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.failure.IndexUnavailable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** A collection in use: its index is not closed under a request, and not written while rebuilt. */
final class OpenCollection {

  /** Held by each request that uses the index, and alone by whoever puts another in its place. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Held by each that writes, and alone by a rebuild that begins: it reads all that they wrote. */
  private final ReadWriteLock writers = new ReentrantReadWriteLock();

  private volatile Phase phase = Phase.SETTLED;
  private volatile boolean replaced;
  private CollectionSpec spec;
  private VectorIndex index;

  private enum Phase {
    SETTLED,
    REBUILDING,
    RETIRED
  }

  OpenCollection(CollectionSpec spec, VectorIndex index) {
    this.spec = spec;
    this.index = index;
  }

  CollectionSpec spec() {
    lock.readLock().lock();
    try {
      return spec;
    } finally {
      lock.readLock().unlock();
    }
  }

  boolean isRebuilding() {
    return phase == Phase.REBUILDING;
  }

  /** Whether another process has put another index in this one's place. */
  boolean isReplaced() {
    return replaced;
  }

  /** Whether it was dropped, or is about to be. */
  boolean isRetired() {
    return phase == Phase.RETIRED;
  }

  /**
   * Reads the index.
   *
   * @throws CollectionNotFound if the collection was dropped since it was asked for
   */
  <T> T read(Function<VectorIndex, T> reading) {
    lock.readLock().lock();
    try {
      requireThere();
      return IndexFailures.translated(() -> reading.apply(index));
    } catch (IndexUnavailable fault) {
      replaced |= fault.getCause() instanceof ReplacedIndex;
      throw fault;
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Changes the index.
   *
   * @throws CollectionBusy while it is rebuilt
   */
  <T> T write(Function<VectorIndex, T> writing) {
    requireSettled();
    writers.readLock().lock();
    try {
      requireSettled();
      return read(writing);
    } finally {
      writers.readLock().unlock();
    }
  }

  /**
   * Stores entries.
   *
   * @param computed what they were computed for
   * @return ids that no image had before
   * @throws CollectionBusy while it is rebuilt
   * @throws IndexMismatch if it was bound to another model since
   */
  Set<String> put(CollectionSpec computed, List<Entry> entries) {
    return write(index -> {
      requireStill(computed);
      return index.put(entries);
    });
  }

  /**
   * Searches with features.
   *
   * @param computed what they were computed for
   * @throws IndexMismatch if it was bound to another model since
   */
  Nearest search(CollectionSpec computed, float[] features, Search search) {
    return read(index -> {
      requireStill(computed);
      return index.search(features, search);
    });
  }

  private void requireStill(CollectionSpec computed) {
    spec.requireComparable(computed.embedding());
  }

  private void requireThere() {
    if (isRetired()) {
      throw new CollectionNotFound(spec.name());
    }
  }

  private void requireSettled() {
    switch (phase) {
      case SETTLED -> {}
      case REBUILDING -> throw new CollectionBusy(spec().name());
      case RETIRED -> throw new CollectionNotFound(spec().name());
    }
  }

  /**
   * Fills a draft and publishes it in the index's place; searches go on until the moment of change.
   *
   * @param engine where the draft was made
   * @throws CollectionBusy if another rebuild runs
   */
  void rebuild(VectorEngine engine, CollectionSpec next, Generation generation) {
    begin(Phase.REBUILDING);
    try {
      IndexFailures.translated(() -> {
        replace(engine, next, generation.filled());
        return true;
      });
    } finally {
      phase = Phase.SETTLED;
    }
  }

  /** Waits for those who write, and lets nobody else begin. */
  private void begin(Phase next) {
    requireSettled();
    writers.writeLock().lock();
    try {
      requireSettled();
      phase = next;
    } finally {
      writers.writeLock().unlock();
    }
  }

  private void replace(VectorEngine engine, CollectionSpec next, VectorEngine.Draft draft) {
    lock.writeLock().lock();
    try {
      index.close();
      try {
        draft.publish();
        spec = next;
      } finally {
        index = engine.open(next.name());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Closes the index for good, after the last request that uses it: the collection is to be
   * dropped.
   *
   * @throws CollectionBusy while it is rebuilt
   */
  void retire() {
    begin(Phase.RETIRED);
    close();
  }

  /** Closes the index after the last request that uses it. */
  void close() {
    lock.writeLock().lock();
    try {
      index.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
