package dev.fovea.service.security;

import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.Unauthenticated;
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

/**
 * Recognises the sender of a request by its key or token, sent as a bearer token or as {@code
 * X-API-Key}. A bad one is held against the request only where one is needed.
 */
final class CallerFilter extends OncePerRequestFilter {

  static final String BEARER = "Bearer ";

  private static final String REFUSAL = CallerFilter.class.getName();

  private final Callers callers;

  CallerFilter(Callers callers) {
    this.callers = callers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      sent(request).map(callers::recognise).ifPresent(CallerFilter::remember);
    } catch (ServingException refusal) {
      request.setAttribute(REFUSAL, refusal);
    }
    chain.doFilter(request, response);
  }

  /** Returns why the sender of a request is not known. */
  static ServingException refusal(HttpServletRequest request) {
    return request.getAttribute(REFUSAL) instanceof ServingException refusal
        ? refusal
        : new Unauthenticated();
  }

  /** Returns the credential behind {@code Bearer}, if the header has that form. */
  static Optional<String> bearer(@Nullable String authorization) {
    return Optional.ofNullable(authorization)
        .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(text -> text.substring(BEARER.length()).strip());
  }

  private static Optional<String> sent(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("X-API-Key"))
        .or(() -> bearer(request.getHeader(HttpHeaders.AUTHORIZATION)));
  }

  /** Makes somebody the sender of the request that this thread serves. */
  static void remember(Caller caller) {
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerAuthentication(caller));
    SecurityContextHolder.setContext(context);
  }
}
