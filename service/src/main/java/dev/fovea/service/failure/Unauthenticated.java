package dev.fovea.service.failure;

/** The request carries no key or token that is known here, where one is needed. */
public final class Unauthenticated extends ServingException {

  /** Creates the failure. */
  public Unauthenticated() {
    super("this needs a key: send it as 'Authorization: Bearer <key>'");
  }
}
