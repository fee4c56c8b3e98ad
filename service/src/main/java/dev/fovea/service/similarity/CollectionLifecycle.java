package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.IndexMismatch;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * How a collection comes, changes and goes. What is done to one name is done in turn, and holds up
 * no other name.
 *
 * <p>What takes long, filling a generation, is done beside the turns: one that replaces a
 * collection is guarded by {@link OpenCollection#rebuild}, and one where nothing can be searched
 * yet by keeping its name from all who would make or drop it.
 */
@Component
final class CollectionLifecycle {

  private final Engines engines;
  private final OpenCollections open;
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  CollectionLifecycle(Engines engines, OpenCollections open) {
    this.engines = engines;
    this.open = open;
  }

  /**
   * Makes an empty collection, unless one of its name stands.
   *
   * @return the one that stood
   * @throws CollectionBusy while somebody fills one of this name
   */
  Optional<CollectionSpec> create(CollectionSpec wished) {
    String name = wished.name();
    Optional<CollectionSpec> known = open.known(name);
    return known.isPresent() ? known : open.alone(name, () -> made(wished));
  }

  /**
   * Deletes a collection and all its images, after the last request that uses it.
   *
   * @throws CollectionNotFound if it does not exist
   * @throws CollectionBusy while it is filled or rebuilt
   */
  void drop(String name) {
    open.alone(
        name,
        () -> {
          VectorEngine engine = engines.found(name).engine();
          requireFree(name);
          if (IndexFailures.translated(() -> engine.isRebuilding(name))) {
            throw new CollectionBusy(name);
          }
          open.retire(name);
          return IndexFailures.translated(() -> engine.drop(name));
        });
  }

  /** Publishes a generation that is empty at first, then filled. */
  void publish(CollectionSpec next, Consumer<VectorIndex> filling) {
    publish(next, new Generation(() -> engines.draft(next), filling));
  }

  /**
   * Publishes a new generation of a collection, which need not exist yet. Until then searches see
   * the old one.
   *
   * @throws IndexMismatch if it stands on another engine, or is set up in another way
   * @throws CollectionBusy if it is being filled or rebuilt already
   */
  void publish(CollectionSpec next, Generation generation) {
    Optional<OpenCollection> old = open.alone(next.name(), () -> replacedOrKept(next));
    if (old.isPresent()) {
      old.get().rebuild(engines.named(next.engine()), next, generation);
      return;
    }
    try {
      IndexFailures.translated(() -> {
        generation.filled().publish();
        return true;
      });
    } finally {
      kept.remove(next.name());
    }
  }

  private Optional<CollectionSpec> made(CollectionSpec wished) {
    Optional<CollectionSpec> standing = engines.standing(wished.name());
    if (standing.isEmpty()) {
      requireFree(wished.name());
      IndexFailures.translated(() -> {
        engines.draft(wished).publish();
        return true;
      });
    }
    return standing;
  }

  /** What is to be replaced; if that is nothing, or is damaged, the name is kept for us. */
  private Optional<OpenCollection> replacedOrKept(CollectionSpec next) {
    String name = next.name();
    engines.standing(name).ifPresent(it -> it.withEmbedding(next.embedding()).requireAlike(next));
    Optional<OpenCollection> sound = open.sound(name);
    if (sound.isEmpty() && !kept.add(name)) {
      throw new CollectionBusy(name);
    }
    return sound;
  }

  private void requireFree(String name) {
    if (kept.contains(name)) {
      throw new CollectionBusy(name);
    }
  }
}
