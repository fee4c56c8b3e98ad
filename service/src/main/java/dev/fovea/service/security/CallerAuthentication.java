package dev.fovea.service.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request whose sender is known. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;

  CallerAuthentication(Caller caller) {
    super(caller.scopes().stream().map(Scope::authority).toList());
    this.caller = caller;
    setAuthenticated(true);
  }

  Caller caller() {
    return caller;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return caller.id();
  }
}
