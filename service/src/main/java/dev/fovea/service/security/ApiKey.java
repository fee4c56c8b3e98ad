package dev.fovea.service.security;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * One key of the file. The key itself is nowhere: a long random string needs no slower hash than
 * SHA-256.
 *
 * @param id names the key in logs and metrics
 * @param sha256 hash of the key, lower-case hex
 * @param scopes what it may do
 * @param requestsPerSecond how often it may ask, in the long run; empty for no bound
 * @param concurrency how many of its requests may be under way; empty for no bound
 */
record ApiKey(
    String id,
    String sha256,
    Set<Scope> scopes,
    Optional<Double> requestsPerSecond,
    Optional<Integer> concurrency) {

  /**
   * Checks every field.
   *
   * @throws IllegalArgumentException naming the field and its value
   */
  ApiKey {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id must not be blank");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("sha256 must be 64 lower-case hex digits, got " + sha256);
    }
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes must name at least one of infer, index, admin");
    }
    if (requestsPerSecond.filter(rate -> !(rate > 0)).isPresent()) {
      throw new IllegalArgumentException(
          "requestsPerSecond must be positive, got " + requestsPerSecond.get());
    }
    if (concurrency.filter(bound -> bound < 1).isPresent()) {
      throw new IllegalArgumentException("concurrency must be positive, got " + concurrency.get());
    }
  }

  byte[] hash() {
    return HexFormat.of().parseHex(sha256);
  }
}
