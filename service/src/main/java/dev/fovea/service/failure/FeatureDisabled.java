package dev.fovea.service.failure;

/** The feature exists and is switched off. */
public final class FeatureDisabled extends ServingException {
  /**
   * Creates the failure.
   *
   * @param feature what was asked for
   * @param property the setting that switches it on
   */
  public FeatureDisabled(String feature, String property) {
    super("%s is off; start the service with %s=true to switch it on".formatted(feature, property));
  }
}
