package dev.fovea.service.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.fovea.service.failure.IssuerUnavailable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Finds an issuer's keys by OpenID Connect Discovery 1.0. The keys are kept for minutes, fetched
 * again when a token names an unknown one, though not more often than twice in half a minute, and
 * kept for hours while the issuer is away.
 */
final class IssuerDiscovery {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MOST_BYTES = 1 << 20;
  private static final Duration OUTAGE = Duration.ofHours(4);

  private final URI issuer;
  private final Optional<String> audience;
  private final ResourceRetriever retriever =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES);

  /**
   * Asks nobody yet.
   *
   * @param audience whom tokens must be meant for; empty to accept all of the issuer
   */
  IssuerDiscovery(URI issuer, Optional<String> audience) {
    this.issuer = issuer;
    this.audience = audience;
  }

  /**
   * Asks the issuer where its keys are.
   *
   * @return what checks signature, issuer, audience and time of a token
   * @throws IssuerUnavailable if it does not answer as an issuer does
   */
  JwtDecoder decoder() {
    try {
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.<SecurityContext>create(keySet(), retriever)
              .outageTolerant(OUTAGE.toMillis())
              .build();
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(JWSAlgorithm.Family.SIGNATURE, keys));
      processor.setJWTClaimsSetVerifier((claims, context) -> {});
      NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
      decoder.setJwtValidator(claims());
      return decoder;
    } catch (IOException | ParseException | IllegalArgumentException fault) {
      throw unavailable(String.valueOf(fault.getMessage()));
    }
  }

  /** Returns the failure of an issuer that does not answer. */
  IssuerUnavailable unavailable(String reason) {
    return new IssuerUnavailable(issuer.toString(), reason, IssuerTokens.PATIENCE);
  }

  private URL keySet() throws IOException, ParseException {
    String base = issuer.toString().replaceFirst("/$", "");
    Map<String, Object> found =
        JSONObjectUtils.parse(
            retriever
                .retrieveResource(url(base + "/.well-known/openid-configuration"))
                .getContent());
    if (!issuer.toString().equals(found.get("issuer"))) {
      throw new IOException("it says that its name is " + found.get("issuer"));
    }
    return url(String.valueOf(found.get("jwks_uri")));
  }

  private static URL url(String address) throws MalformedURLException {
    return URI.create(address).toURL();
  }

  private OAuth2TokenValidator<Jwt> claims() {
    List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
    validators.add(JwtValidators.createDefaultWithIssuer(issuer.toString()));
    audience.ifPresent(name ->
        validators.add(
            new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD, meant -> meant != null && meant.contains(name))));
    return new DelegatingOAuth2TokenValidator<>(validators);
  }
}
