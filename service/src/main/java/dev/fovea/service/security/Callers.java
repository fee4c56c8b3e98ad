package dev.fovea.service.security;

import dev.fovea.service.failure.IssuerUnavailable;
import dev.fovea.service.failure.Unauthenticated;
import java.util.Optional;

/** Tells who sent a request: the holder of an API key, or of a token of the issuer. */
final class Callers {

  private final KeyFile keys;
  private final Optional<IssuerTokens> tokens;

  Callers(KeyFile keys, Optional<IssuerTokens> tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  /**
   * Recognises the sender.
   *
   * @param credential the key or token that came with the request
   * @throws Unauthenticated if it is neither a known key nor a good token
   * @throws IssuerUnavailable if it may be a token and the issuer does not answer
   */
  Caller recognise(String credential) {
    return keys.find(credential).map(Caller::of).orElseGet(() -> holder(credential));
  }

  private Caller holder(String token) {
    return tokens.orElseThrow(() -> new Unauthenticated("this key is not known")).read(token);
  }
}
