package dev.fovea.service.security;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import dev.fovea.service.failure.IssuerUnavailable;
import dev.fovea.service.failure.Unauthenticated;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Reads tokens of the issuer. It is asked where its keys are when the first token comes, not at
 * start, so the service starts without it; while it is away it is asked every {@link #PATIENCE},
 * not with every request. Thread-safe.
 */
final class IssuerTokens {

  /** How long an issuer that did not answer is left alone. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final IssuerDiscovery issuer;
  private final LongSupplier nanoTime;
  private @Nullable JwtDecoder decoder;
  private @Nullable IssuerUnavailable away;
  private long askedAt;

  /**
   * Asks nobody yet.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  IssuerTokens(IssuerDiscovery issuer, LongSupplier nanoTime) {
    this.issuer = issuer;
    this.nanoTime = nanoTime;
  }

  /**
   * Checks a token.
   *
   * @throws Unauthenticated if it is none, was not signed by the issuer, is not meant for us, or is
   *     not valid now
   * @throws IssuerUnavailable if the issuer's keys are needed and it does not answer
   */
  Caller read(String token) {
    try {
      Jwt jwt = decoder().decode(token);
      return new Caller(String.valueOf(jwt.getSubject()), scopes(jwt), Optional.empty());
    } catch (BadJwtException bad) {
      throw new Unauthenticated("this key is not known, and as a token: " + bad.getMessage());
    } catch (JwtException fault) {
      if (isUnknownKey(fault)) {
        throw new Unauthenticated("this token is signed by a key that the issuer does not publish");
      }
      throw issuer.unavailable(String.valueOf(fault.getMessage()));
    }
  }

  private synchronized JwtDecoder decoder() {
    if (decoder != null) {
      return decoder;
    }
    long now = nanoTime.getAsLong();
    if (away != null && now - askedAt < PATIENCE.toNanos()) {
      throw away;
    }
    askedAt = now;
    try {
      decoder = issuer.decoder();
      return decoder;
    } catch (IssuerUnavailable unavailable) {
      away = unavailable;
      throw unavailable;
    }
  }

  /** The key set was asked for so recently that asking again for this key is refused. */
  private static boolean isUnknownKey(JwtException fault) {
    return Stream.iterate((Throwable) fault, cause -> cause != null, Throwable::getCause)
        .anyMatch(RateLimitReachedException.class::isInstance);
  }

  private static Set<Scope> scopes(Jwt jwt) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String claim : List.of("scope", "scp")) {
      for (String name : names(jwt.getClaim(claim))) {
        Stream.of(Scope.values()).filter(scope -> scope.text().equals(name)).forEach(scopes::add);
      }
    }
    return scopes;
  }

  /** The claim is a text with spaces, or a list. */
  private static List<String> names(@Nullable Object claim) {
    return switch (claim) {
      case String text -> List.of(text.split(" ", -1));
      case Collection<?> texts -> texts.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }
}
