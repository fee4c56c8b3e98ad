package dev.fovea.service.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises API keys, sent as a bearer token or as {@code X-API-Key}. */
final class KeyFilter extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final KeyFile keys;

  KeyFilter(KeyFile keys) {
    this.keys = keys;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    sent(request)
        .flatMap(keys::find)
        .ifPresent(key -> {
          var context = SecurityContextHolder.createEmptyContext();
          context.setAuthentication(new KeyAuthentication(key));
          SecurityContextHolder.setContext(context);
        });
    chain.doFilter(request, response);
  }

  /** Returns the key that a request shows. */
  static Optional<String> sent(HttpServletRequest request) {
    @Nullable String header = request.getHeader("X-API-Key");
    @Nullable String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null
        && authorization != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return Optional.ofNullable(header);
  }
}
