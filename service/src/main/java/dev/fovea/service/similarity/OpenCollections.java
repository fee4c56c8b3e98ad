package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.IndexUnavailable;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The collections in use, each opened when it is first asked for.
 *
 * <p>Whoever opens, makes or drops one holds up those who want the same one and nobody else,
 * however long its disk or cluster takes. One that is open is had without any lock.
 */
@Component
final class OpenCollections {

  private final Map<String, OpenCollection> open = new ConcurrentHashMap<>();
  private final NamedLocks names = new NamedLocks();
  private final Engines engines;
  private final SimilarityMeters meters;

  OpenCollections(Engines engines, SimilarityMeters meters) {
    this.engines = engines;
    this.meters = meters;
  }

  /**
   * The collection, opened.
   *
   * @throws CollectionNotFound if it does not exist
   * @throws IndexUnavailable if its index is damaged or its cluster is away
   */
  OpenCollection get(String name) {
    OpenCollection known = open.get(name);
    return known != null && !known.isReplaced() ? known : names.alone(name, () -> opened(name));
  }

  /** The collection, opened; empty if it does not exist or can only be replaced. */
  Optional<OpenCollection> sound(String name) {
    try {
      return Optional.of(get(name));
    } catch (CollectionNotFound | IndexUnavailable _) {
      return Optional.empty();
    }
  }

  /** What an open collection is bound to; empty if it is not open, or about to be dropped. */
  Optional<CollectionSpec> known(String name) {
    return Optional.ofNullable(open.get(name))
        .filter(it -> !it.isRetired() && !it.isReplaced())
        .map(OpenCollection::spec);
  }

  /** Does work while nobody else opens, makes or drops the collection of this name. */
  <T> T alone(String name, Supplier<T> work) {
    return names.alone(name, work);
  }

  /**
   * Closes a collection that is to be dropped, after the last request that uses it. To be called
   * {@link #alone}.
   *
   * @throws CollectionBusy while it is rebuilt
   */
  void retire(String name) {
    OpenCollection known = open.get(name);
    if (known != null) {
      known.retire();
      forget(name);
    }
  }

  private void forget(String name) {
    open.remove(name);
    meters.forget(name);
  }

  /** Closes all indexes after their last request. */
  @PreDestroy
  void close() {
    open.values().forEach(OpenCollection::close);
    open.clear();
  }

  private OpenCollection opened(String name) {
    OpenCollection known = open.get(name);
    if (known != null && !known.isReplaced()) {
      return known;
    }
    forget(name);
    Engines.Standing standing = engines.found(name);
    VectorIndex index = IndexFailures.translated(() -> standing.engine().open(name));
    OpenCollection opened = new OpenCollection(standing.spec(), index);
    open.put(name, opened);
    meters.watch(opened);
    opened.read(VectorIndex::recall).ifPresent(recall -> meters.recall(name, recall));
    return opened;
  }
}
