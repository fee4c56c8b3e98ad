package dev.fovea.service.failure;

/** The client went away before its request ran. */
public final class RequestCancelled extends ServingException {
  /** Creates the failure. */
  public RequestCancelled() {
    super("the request was cancelled before it ran");
  }
}
