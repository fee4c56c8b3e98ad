package dev.fovea.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.fovea.service.failure.IssuerUnavailable;
import dev.fovea.service.failure.Unauthenticated;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IssuerTokensTest {

  private final Issuer issuer = new Issuer(0);
  private final AtomicLong now = new AtomicLong();
  private final IssuerTokens tokens = tokens(Optional.of("fovea"));

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void readsTheScopesOfAGoodTokenFromEitherClaim() {
    assertThat(tokens.read(issuer.token("infer openid index")).scopes())
        .containsExactly(Scope.INFER, Scope.INDEX);
    assertThat(tokens.read(issuer.token(claims -> claims.claim("scp", List.of("admin")))))
        .isEqualTo(new Caller("shop", Set.of(Scope.ADMIN), Optional.empty()));
    assertThat(tokens.read(issuer.token("")).scopes()).isEmpty();
  }

  @Test
  void asksTheIssuerOnceForManyTokens() {
    for (int i = 0; i < 20; i++) {
      tokens.read(issuer.token("infer"));
    }
    assertThat(issuer.asked()).as("discovery and key set").isEqualTo(2);
  }

  @Test
  void refusesWhatTheIssuerDidNotSignForUsForNow() {
    refused(
        issuer.token(it -> it.expirationTime(Date.from(Instant.now().minusSeconds(600)))),
        "expired");
    refused(
        issuer.token(it -> it.notBeforeTime(Date.from(Instant.now().plusSeconds(600)))), "before");
    refused(issuer.token(it -> it.issuer("http://127.0.0.1:1")), "iss");
    refused(issuer.token(it -> it.audience("elsewhere")), "aud");
    refused(issuer.forged(), "signature");
    refused(new PlainJWT(new JWTClaimsSet.Builder().subject("shop").build()).serialize(), "token");
    refused("no.token.atAll", "token");
    refused("nothing", "token");
  }

  @Test
  void acceptsEveryAudienceWhereNoneIsConfigured() {
    assertThat(
            tokens(Optional.empty())
                .read(issuer.token(it -> it.audience("elsewhere").claim("scope", "infer")))
                .scopes())
        .containsExactly(Scope.INFER);
  }

  @Test
  void followsTheIssuerToANewKey() {
    String before = issuer.token("infer");
    tokens.read(before);
    issuer.rotate();
    assertThat(tokens.read(issuer.token("index")).scopes()).containsExactly(Scope.INDEX);
    refused(before, "");
  }

  @Test
  void saysThatTheIssuerIsAwayAndRecoversWhenItIsBack() {
    int port = issuer.address().getPort();
    String token = issuer.token("infer");
    issuer.close();
    assertThatThrownBy(() -> tokens.read(token))
        .isInstanceOf(IssuerUnavailable.class)
        .hasMessageContaining(issuer.address().toString());
    try (Issuer back = new Issuer(port)) {
      assertThatThrownBy(() -> tokens.read(back.token("infer")))
          .as("not asked again at once")
          .isInstanceOf(IssuerUnavailable.class);
      assertThat(back.asked()).isZero();
      now.addAndGet(IssuerTokens.PATIENCE.toNanos());
      assertThat(tokens.read(back.token("infer")).scopes()).containsExactly(Scope.INFER);
    }
  }

  private IssuerTokens tokens(Optional<String> audience) {
    return new IssuerTokens(new IssuerDiscovery(issuer.address(), audience), now::get);
  }

  private void refused(String token, String reason) {
    assertThatThrownBy(() -> tokens.read(token))
        .isInstanceOf(Unauthenticated.class)
        .hasMessageContaining(reason);
  }
}
