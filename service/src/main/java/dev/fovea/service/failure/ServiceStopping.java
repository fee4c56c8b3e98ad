package dev.fovea.service.failure;

/** The service is shutting down and takes no more work. */
public final class ServiceStopping extends ServingException {
  /** Creates the failure. */
  public ServiceStopping() {
    super("the service is shutting down; send the request again, it will reach another instance");
  }
}
