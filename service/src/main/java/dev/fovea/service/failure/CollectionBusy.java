package dev.fovea.service.failure;

/** A collection cannot be changed while it is being re-indexed or restored. */
public final class CollectionBusy extends ServingException {

  /** Creates the failure. */
  public CollectionBusy(String collection) {
    super(
        "collection '%s' is being rebuilt; it can be searched, and changed again afterwards"
            .formatted(collection));
  }
}
