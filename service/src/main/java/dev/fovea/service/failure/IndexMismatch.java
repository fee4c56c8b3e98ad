package dev.fovea.service.failure;

/** Features of one model, or collections set up in one way, met another. */
public final class IndexMismatch extends ServingException {

  /**
   * Creates the failure.
   *
   * @param collection the collection
   * @param built what it was built with
   * @param asked what it was asked for
   */
  public IndexMismatch(String collection, String built, String asked) {
    super(
        "collection '%s' was built by %s, not by %s; ask that one, or re-index the collection"
            .formatted(collection, built, asked));
  }
}
