package dev.fovea.service.similarity;

import java.util.List;
import java.util.Optional;

/** Copies of whole collections as they were at one moment, kept by an engine beside them. */
public interface Snapshots {

  /**
   * Takes a copy while the collection goes on serving; all that was acknowledged before is in it.
   *
   * @param index the open index of the collection
   * @param name {@code [a-z0-9][a-z0-9._-]*}, at most 64 characters
   * @throws IllegalArgumentException if the name is malformed or taken
   */
  void take(CollectionSpec collection, VectorIndex index, String name);

  /** The names of a collection's snapshots, sorted. They outlive the collection. */
  List<String> list(String collection);

  /** What the collection was bound to when a snapshot was taken; empty if there is none. */
  Optional<CollectionSpec> find(String collection, String name);

  /**
   * Makes a draft of what a snapshot holds; publishing it restores the collection.
   *
   * @throws java.util.NoSuchElementException if there is no such snapshot
   */
  VectorEngine.Draft restore(String collection, String name);

  /** Deletes a snapshot. False if there was none. */
  boolean delete(String collection, String name);
}
