package dev.fovea.service.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.http}: bounds on requests. Those that the container knows keep its names, {@code
 * server.…}; see docs/operations.md.
 *
 * @param maxBodySize largest body; a larger one is refused before it is read
 * @param maxJsonSize largest JSON, also inflated; tensors beyond it are sent as binary data
 * @param bodyMemory heap that the bodies of all requests under way may take; absent for a third of
 *     all of it
 * @param minBodyRate slowest pace of a body, a second, after the first ten
 * @param headerTimeout longest from the first byte of a request to the last of its headers
 * @param maxHeaderCount most headers of a request
 */
@Validated
@ConfigurationProperties(prefix = "fovea.http", ignoreUnknownFields = false)
public record HttpProperties(
    @DefaultValue("32MB") DataSize maxBodySize,
    @DefaultValue("8MB") DataSize maxJsonSize,
    @Nullable DataSize bodyMemory,
    @DefaultValue("1KB") DataSize minBodyRate,
    @DefaultValue("10s") Duration headerTimeout,
    @DefaultValue("100") int maxHeaderCount) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException naming the bound and its value
   */
  public HttpProperties {
    if (maxBodySize.toBytes() < 1 || maxBodySize.toGigabytes() >= 1) {
      throw new IllegalArgumentException(
          "fovea.http.max-body-size must be 1B to 1GB, got " + maxBodySize);
    }
    if (maxJsonSize.toBytes() < 1 || maxJsonSize.toGigabytes() >= 1) {
      throw new IllegalArgumentException(
          "fovea.http.max-json-size must be 1B to 1GB, got " + maxJsonSize);
    }
    if (bodyMemory != null && bodyMemory.toBytes() < 1) {
      throw new IllegalArgumentException(
          "fovea.http.body-memory must be positive, got " + bodyMemory);
    }
    if (minBodyRate.isNegative()) {
      throw new IllegalArgumentException(
          "fovea.http.min-body-rate must not be negative, got " + minBodyRate);
    }
    if (!headerTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "fovea.http.header-timeout must be positive, got " + headerTimeout);
    }
    if (maxHeaderCount < 1) {
      throw new IllegalArgumentException(
          "fovea.http.max-header-count must be positive, got " + maxHeaderCount);
    }
  }

  /** Returns the bound of JSON; no JSON is larger than a body. */
  public long maxJsonBytes() {
    return Math.min(maxJsonSize.toBytes(), maxBodySize.toBytes());
  }

  /** Returns the heap that bodies may take. */
  long bodyMemoryBytes() {
    return bodyMemory == null ? Runtime.getRuntime().maxMemory() / 3 : bodyMemory.toBytes();
  }
}
