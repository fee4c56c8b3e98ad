package dev.fovea.service.security;

import java.util.Optional;
import java.util.Set;

/**
 * Whoever sent a request, as told by a key or a token.
 *
 * @param id names it in logs
 * @param scopes what it may do
 * @param key the key that it showed, which has the quota; empty for a token
 */
record Caller(String id, Set<Scope> scopes, Optional<ApiKey> key) {

  static Caller of(ApiKey key) {
    return new Caller(key.id(), key.scopes(), Optional.of(key));
  }
}
