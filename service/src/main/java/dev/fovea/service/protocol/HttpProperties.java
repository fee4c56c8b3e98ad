package dev.fovea.service.protocol;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.http}: bounds on requests.
 *
 * @param maxBodySize largest body; a larger one is refused before it is read
 */
@Validated
@ConfigurationProperties(prefix = "fovea.http", ignoreUnknownFields = false)
public record HttpProperties(@DefaultValue("32MB") DataSize maxBodySize) {

  /**
   * Checks the bound.
   *
   * @throws IllegalArgumentException if it is not 1 byte to 1 GB
   */
  public HttpProperties {
    if (maxBodySize.toBytes() < 1 || maxBodySize.toGigabytes() >= 1) {
      throw new IllegalArgumentException(
          "fovea.http.max-body-size must be 1B to 1GB, got " + maxBodySize);
    }
  }
}
