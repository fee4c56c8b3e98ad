package dev.fovea.service.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An OpenID Connect issuer on this machine: discovery, key set and a signer. */
final class Issuer implements AutoCloseable {

  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;
  private final URI address;
  private volatile ECKey key = newKey("first");

  /** Listens on a port, or on any if it is 0. */
  Issuer(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    serve(
        "/.well-known/openid-configuration",
        () -> "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(address, address));
    serve("/keys", () -> "{\"keys\": [%s]}".formatted(key.toPublicJWK().toJSONString()));
    server.start();
  }

  URI address() {
    return address;
  }

  /** Returns how often anything was asked of it. */
  int asked() {
    return asked.get();
  }

  /** Signs with a new key from now on. */
  void rotate() {
    key = newKey("second");
  }

  /** Returns a good token for an audience, with these scopes. */
  String token(String scopes) {
    return token(claims -> claims.claim("scope", scopes));
  }

  /** Returns a good token, changed. */
  String token(Consumer<JWTClaimsSet.Builder> change) {
    return sign(key, change);
  }

  /** Returns a token that says it is signed by our key and is not. */
  String forged() {
    return sign(newKey(key.getKeyID()), claims -> claims.claim("scope", "infer"));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private interface Body {
    String text();
  }

  private void serve(String path, Body body) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private String sign(ECKey signer, Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(address.toString())
            .subject("shop")
            .audience(List.of("fovea"))
            .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    change.accept(claims);
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signer.getKeyID()).build(),
              claims.build());
      token.sign(new ECDSASigner(signer));
      return token.serialize();
    } catch (JOSEException fault) {
      throw new AssertionError(fault);
    }
  }

  private static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException fault) {
      throw new AssertionError(fault);
    }
  }
}
