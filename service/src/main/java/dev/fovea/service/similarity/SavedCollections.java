package dev.fovea.service.similarity;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.StoredItemNotFound;
import java.util.List;
import org.springframework.stereotype.Service;

/** Takes copies of collections as they are now, and brings them back. */
@Service
public final class SavedCollections {

  private final CollectionLifecycle lifecycle;
  private final OpenCollections open;
  private final Engines engines;

  SavedCollections(CollectionLifecycle lifecycle, OpenCollections open, Engines engines) {
    this.lifecycle = lifecycle;
    this.open = open;
    this.engines = engines;
  }

  /** The names of a collection's snapshots, sorted; they outlive the collection. */
  public List<String> list(String collection) {
    return IndexFailures.translated(() -> of(collection).list(collection));
  }

  /**
   * Takes a snapshot; all that was acknowledged before is in it. The collection goes on serving.
   *
   * @throws InvalidParameter if the name is malformed or taken
   */
  public void take(String collection, String name) {
    OpenCollection taken = open.get(collection);
    Snapshots snapshots = of(collection);
    try {
      taken.read(index -> {
        snapshots.take(taken.spec(), index, name);
        return true;
      });
    } catch (IllegalArgumentException refused) {
      throw new InvalidParameter("snapshot", "is refused: " + refused.getMessage());
    }
  }

  /**
   * Makes a collection hold what it held when a snapshot was taken, in one step; one that was
   * deleted comes back.
   *
   * @throws StoredItemNotFound if there is no such snapshot
   */
  public void restore(String collection, String name) {
    Snapshots snapshots = of(collection);
    CollectionSpec spec =
        IndexFailures.translated(() -> snapshots.find(collection, name))
            .orElseThrow(() -> new StoredItemNotFound("snapshot", name));
    lifecycle.publish(spec, new Generation(() -> snapshots.restore(collection, name), _ -> {}));
  }

  /**
   * Deletes a snapshot.
   *
   * @throws StoredItemNotFound if there is none
   */
  public void delete(String collection, String name) {
    Snapshots snapshots = of(collection);
    if (!IndexFailures.translated(() -> snapshots.delete(collection, name))) {
      throw new StoredItemNotFound("snapshot", name);
    }
  }

  private Snapshots of(String collection) {
    VectorEngine engine = engines.of(collection);
    return engine
        .snapshots()
        .orElseThrow(() ->
            new InvalidParameter(
                "snapshot",
                "is not for engine '%s': use the cluster's own snapshots, or GET …/contents"
                    .formatted(engine.name())));
  }
}
