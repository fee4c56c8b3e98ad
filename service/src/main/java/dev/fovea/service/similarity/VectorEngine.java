package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionBusy;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the indexes of many collections and says which generation of each is the published one.
 *
 * <p>A collection is made and re-made the same way: fill a draft, then publish it, which replaces
 * what was published before in one step that a crash cannot cut in half.
 */
public interface VectorEngine {

  /** The name under which a collection asks for this engine: {@code lucene}, {@code opensearch}. */
  String name();

  /** What can be said about this engine in the service's health, for example its SIMD path. */
  String description();

  /** The published collections, sorted by name. */
  List<CollectionSpec> collections();

  /** The published collection of this name. */
  Optional<CollectionSpec> find(String name);

  /**
   * Whether some process that shares this engine fills a collection's next generation. An engine
   * that belongs to one process leaves this to its {@link OpenCollection}.
   */
  default boolean isRebuilding(String name) {
    return false;
  }

  /**
   * Opens the published generation of a collection. The caller closes it.
   *
   * @throws java.util.NoSuchElementException if there is no such collection
   */
  VectorIndex open(String name);

  /**
   * Begins a new, empty and unpublished generation. The caller publishes or discards it; until then
   * no other process that shares this engine changes the published one.
   *
   * @throws CollectionBusy if another process fills one
   * @throws IllegalArgumentException if the engine has no such quantization
   */
  Draft draft(CollectionSpec spec);

  /** Deletes a collection with all its images. False if there was none. */
  boolean drop(String name);

  /** The snapshots that this engine keeps; empty if it leaves them to others. */
  Optional<Snapshots> snapshots();

  /** A generation that no search sees until it is published. */
  interface Draft {

    /** Where to write. Open until the draft is published or discarded. */
    VectorIndex index();

    /** Closes the index and makes it the collection's published generation; drops the old one. */
    void publish();

    /** Closes and deletes the draft. */
    void discard();
  }
}
