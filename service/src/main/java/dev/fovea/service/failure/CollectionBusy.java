package dev.fovea.service.failure;

/** A collection cannot be changed while it is being filled, re-indexed or restored. */
public final class CollectionBusy extends ServingException {

  /** Creates the failure. */
  public CollectionBusy(String collection) {
    super(
        "collection '%s' is being filled or rebuilt; what it holds can be searched, and changed later"
            .formatted(collection));
  }
}
