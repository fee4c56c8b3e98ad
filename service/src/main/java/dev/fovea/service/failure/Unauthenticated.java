package dev.fovea.service.failure;

/** The request carries no key or token that is known here, where one is needed. */
public final class Unauthenticated extends ServingException {

  /** Creates the failure of a request that shows nothing. */
  public Unauthenticated() {
    this("this needs a key: send it as 'Authorization: Bearer <key>'");
  }

  /**
   * Creates the failure of a request that shows something.
   *
   * @param reason why it is not accepted
   */
  public Unauthenticated(String reason) {
    super(reason);
  }
}
