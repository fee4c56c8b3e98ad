package dev.fovea.service.inference;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.shadow}: candidates that are tried on live pictures without answering them.
 *
 * @param models a candidate for each model, by name
 */
@Validated
@ConfigurationProperties(prefix = "fovea.shadow", ignoreUnknownFields = false)
public record ShadowProperties(@DefaultValue Map<String, Candidate> models) {

  /** Copies the map. */
  public ShadowProperties {
    models = Map.copyOf(models);
  }

  /**
   * A version on trial. It must be among those the model's policy loads.
   *
   * @param version which
   * @param sample share of the pictures it gets, above 0 and at most 1
   */
  public record Candidate(int version, @DefaultValue("0.1") double sample) {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public Candidate {
      if (version < 1 || !(sample > 0 && sample <= 1)) {
        throw new IllegalArgumentException(
            "a shadow needs a version from 1 and a sample above 0 and at most 1, got %d and %s"
                .formatted(version, sample));
      }
    }
  }
}
