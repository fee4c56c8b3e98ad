package dev.fovea.service.failure;

/** The request calls a service that asks nobody for a key by a name that is not known to be its. */
public final class UnknownHost extends ServingException {

  /**
   * Creates the failure.
   *
   * @param host the name that the request calls the service by
   */
  public UnknownHost(String host) {
    super(
        "nobody is asked for a key here, so the service answers to localhost and not to '%s': use"
                .formatted(host)
            + " localhost, or add the name to fovea.security.allowed-hosts");
  }
}
