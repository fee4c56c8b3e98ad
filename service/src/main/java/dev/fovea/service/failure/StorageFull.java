package dev.fovea.service.failure;

/** There is no room to store what was sent. Searches and classification go on. */
public final class StorageFull extends ServingException {

  /**
   * Creates the failure.
   *
   * @param detail what is full
   */
  public StorageFull(String detail) {
    super(detail + "; free space and send it again, what was stored before is kept");
  }
}
