package dev.fovea.service.similarity;

/** An index is not there any more: another process has replaced or deleted its collection. */
public final class ReplacedIndex extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the failure.
   *
   * @param index the engine's name of it
   */
  public ReplacedIndex(String index, Throwable cause) {
    super(index + " was replaced or deleted by another process", cause);
  }
}
