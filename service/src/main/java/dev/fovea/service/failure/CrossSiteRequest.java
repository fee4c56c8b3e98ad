package dev.fovea.service.failure;

/** A page of another site had a browser send this to a service that asks nobody for a key. */
public final class CrossSiteRequest extends ServingException {

  /** Creates the failure. */
  public CrossSiteRequest() {
    super(
        "a page of another site sent this, and nobody is asked for a key here, so only the service's"
            + " own page may: use that, send it from a program, or let fovea.security.keys ask for"
            + " keys; a proxy in between must pass on Host");
  }
}
