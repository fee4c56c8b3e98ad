package dev.fovea.service.failure;

/** The device that the configuration demands cannot be used. */
public final class DeviceUnavailable extends ServingException {
  /**
   * Creates the failure.
   *
   * @param device as configured
   * @param reason what is missing, and how to get it
   */
  public DeviceUnavailable(String device, String reason) {
    super("device '%s' cannot be used: %s".formatted(device, reason));
  }
}
