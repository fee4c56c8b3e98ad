package dev.fovea.service.similarity;

import java.time.Duration;
import java.util.List;

/**
 * How far an import is.
 *
 * @param files read from the archive
 * @param indexed stored and acknowledged
 * @param unchanged left alone, because the same bytes with the same label were stored already
 * @param refused that are no pictures or could not be read
 * @param refusals the first of them
 * @param took since it began
 * @param reason why it failed, or empty
 */
public record ImportProgress(
    String id,
    String collection,
    State state,
    long files,
    long indexed,
    long unchanged,
    long refused,
    List<Refusal> refusals,
    Duration took,
    String reason) {

  /** Copies the list. */
  public ImportProgress {
    refusals = List.copyOf(refusals);
  }

  /** Whether an import goes on. */
  public enum State {
    /** Reading. */
    RUNNING,
    /** All was read. */
    DONE,
    /** Ended early; what was indexed stays, sending it again resumes. */
    FAILED
  }

  /**
   * A file that was not indexed.
   *
   * @param path in the archive
   * @param reason why
   */
  public record Refusal(String path, String reason) {}
}
