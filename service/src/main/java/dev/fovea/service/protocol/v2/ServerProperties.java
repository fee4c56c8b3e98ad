package dev.fovea.service.protocol.v2;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.v2}: how the server presents itself in the Open Inference Protocol.
 *
 * @param serverName its name; a few clients insist on {@code triton}
 */
@Validated
@ConfigurationProperties(prefix = "fovea.v2", ignoreUnknownFields = false)
record ServerProperties(@DefaultValue("fovea") String serverName) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  ServerProperties {
    if (serverName.isBlank()) {
      throw new IllegalArgumentException("fovea.v2.server-name must not be blank");
    }
  }
}
