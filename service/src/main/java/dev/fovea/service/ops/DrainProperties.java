package dev.fovea.service.ops;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.drain}: how the service leaves.
 *
 * @param delay how long it goes on answering after it was told to stop, not ready any more, so that
 *     load balancers notice and clients let go of their connections
 */
@Validated
@ConfigurationProperties(prefix = "fovea.drain", ignoreUnknownFields = false)
record DrainProperties(@DefaultValue("0s") Duration delay) {

  /**
   * Checks the delay.
   *
   * @throws IllegalArgumentException if it is negative
   */
  DrainProperties {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("fovea.drain.delay must not be negative, got " + delay);
    }
  }
}
