package dev.fovea.service.similarity;

import java.util.Optional;

/**
 * A collection as it stands.
 *
 * @param images stored
 * @param bytes on disk
 * @param recall as last measured
 * @param state whether it can be used
 * @param reason why not, or empty
 */
public record CollectionStatus(
    CollectionSpec spec,
    long images,
    long bytes,
    Optional<Recall> recall,
    State state,
    String reason) {

  /** Whether a collection can be used. */
  public enum State {
    /** Searched and changed. */
    READY,
    /** Searched, but not changed, until a rebuild ends. */
    REBUILDING,
    /** Neither; the reason says what to do. */
    UNAVAILABLE
  }
}
