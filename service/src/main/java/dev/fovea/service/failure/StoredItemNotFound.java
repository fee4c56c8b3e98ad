package dev.fovea.service.failure;

/** A collection lacks an image or snapshot, or an import is not known here. */
public final class StoredItemNotFound extends ServingException {

  /**
   * Creates the failure.
   *
   * @param kind {@code image}, {@code snapshot}, {@code import}
   * @param id as it was asked for
   */
  public StoredItemNotFound(String kind, String id) {
    super("there is no %s '%s'".formatted(kind, id));
  }
}
