package dev.fovea.service.security;

import dev.fovea.service.failure.QuotaExceeded;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What each key has left, over all protocols. Tokens have no quota. Thread-safe. */
final class Quotas {

  private final Map<ApiKey, Quota> quotas = new ConcurrentHashMap<>();

  /**
   * Takes a place for one request.
   *
   * @return the quota to give it back to, if the caller has one
   * @throws QuotaExceeded if the caller's key has no place left
   */
  Optional<Quota> acquire(Caller caller) {
    Optional<Quota> quota =
        caller
            .key()
            .map(key -> quotas.computeIfAbsent(key, entry -> new Quota(entry, System::nanoTime)));
    quota.ifPresent(Quota::acquire);
    return quota;
  }
}
