package dev.fovea.service.failure;

/** There is no such collection. */
public final class CollectionNotFound extends ServingException {

  /** Creates the failure. */
  public CollectionNotFound(String collection) {
    super(
        "there is no collection '%s'; make it with PUT /v1/collections/%s {\"model\": \"…\"}"
            .formatted(collection, collection));
  }
}
