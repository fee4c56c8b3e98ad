package dev.fovea.service.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that showed a known key. */
final class KeyAuthentication extends AbstractAuthenticationToken {

  private final transient ApiKey key;

  KeyAuthentication(ApiKey key) {
    super(key.scopes().stream().map(Scope::authority).toList());
    this.key = key;
    setAuthenticated(true);
  }

  ApiKey key() {
    return key;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return key.id();
  }
}
