package dev.fovea.service.security;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code fovea.security}: who is let in.
 *
 * @param keys the file of API keys, see {@link KeyFile}; read again when it changes; absent for
 *     none
 * @param issuer address of the OpenID Connect issuer whose tokens are accepted
 * @param audience whom its tokens must be meant for; absent to accept all of the issuer
 * @param anonymous whether anybody may do anything, on every address; only behind a gateway that
 *     asks in our place
 * @param allowedHosts names by which a service that asks nobody for a key may be called, beside
 *     {@code localhost} and loopback addresses; where it is anonymous, none means any
 */
@Validated
@ConfigurationProperties(prefix = "fovea.security", ignoreUnknownFields = false)
public record SecurityProperties(
    @Nullable Path keys,
    @Nullable URI issuer,
    @Nullable String audience,
    @DefaultValue("false") boolean anonymous,
    @DefaultValue List<String> allowedHosts) {

  /**
   * Checks that the choices agree.
   *
   * @throws IllegalArgumentException if everybody is let in and keys are asked for, if an audience
   *     comes without an issuer, or names of this host are listed though keys are asked for
   */
  public SecurityProperties {
    if (anonymous && (keys != null || issuer != null)) {
      throw new IllegalArgumentException(
          "fovea.security.anonymous=true lets everybody in; remove it, or fovea.security.keys and"
              + " fovea.security.issuer");
    }
    if (audience != null && issuer == null) {
      throw new IllegalArgumentException(
          "fovea.security.audience says whom tokens are meant for; set fovea.security.issuer too");
    }
    if (!allowedHosts.isEmpty() && (keys != null || issuer != null)) {
      throw new IllegalArgumentException(
          "fovea.security.allowed-hosts protects a service that asks nobody for a key; remove it, or"
              + " fovea.security.keys and fovea.security.issuer");
    }
    allowedHosts = List.copyOf(allowedHosts);
  }

  /** Returns the file of API keys. */
  Optional<Path> keyFile() {
    return Optional.ofNullable(keys);
  }

  /** Returns the issuer of tokens. */
  Optional<URI> tokenIssuer() {
    return Optional.ofNullable(issuer);
  }

  /** Returns whom tokens must be meant for. */
  Optional<String> tokenAudience() {
    return Optional.ofNullable(audience);
  }

  /** Tells whether requests have to show a key or a token. */
  boolean asks() {
    return keys != null || issuer != null;
  }

  /** Tells whether it matters by which name the service is called. */
  boolean checksHosts() {
    return local() || !allowedHosts.isEmpty();
  }

  /** Tells whether only this machine is answered, as nobody is asked for a key. */
  boolean local() {
    return !asks() && !anonymous;
  }
}
