package dev.fovea.service.security;

import dev.fovea.service.failure.CrossSiteRequest;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.UnknownHost;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site has a browser send to a service that asks nobody for a key,
 * such as one that listens to its own machine alone: the browser is on that machine, and the page
 * is anybody's.
 *
 * <p>Reading is left alone, as browsers show no answer to a page of another origin: links to the
 * page work. They do show it if the page's own name leads here (DNS rebinding), so the name that
 * the service is called by is checked for every request.
 */
final class ForeignPages extends OncePerRequestFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** What browsers say of the service's own page, and of what a person typed. */
  private static final Set<String> OUR_SITE = Set.of("same-origin", "none");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Optional<HostNames> names;
  private final RefusedRequests refusals;

  /**
   * Creates the filter.
   *
   * @param names by which the service may be called; empty for any
   */
  ForeignPages(Optional<HostNames> names, RefusedRequests refusals) {
    this.names = names;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<ServingException> refusal = refusal(request);
    if (refusal.isPresent()) {
      refusals.answer(request, response, refusal.get());
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * Returns why a request is refused, if it is. The name is the one the client sent, whatever a
   * header says that a proxy may add: a page may add it as well.
   */
  Optional<ServingException> refusal(HttpServletRequest request) {
    Optional<String> host = Optional.ofNullable(request.getHeader(HttpHeaders.HOST));
    if (names.isPresent() && host.isPresent() && !names.get().include(host.get())) {
      return Optional.of(new UnknownHost(host.get()));
    }
    return !READING.contains(request.getMethod()) && isFromAnotherSite(request)
        ? Optional.of(new CrossSiteRequest())
        : Optional.empty();
  }

  /** Programs send neither header; browsers older than 2023, or without TLS, only the second. */
  private static boolean isFromAnotherSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OUR_SITE.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !isOurs(origin, request);
  }

  /**
   * Compares an origin with the name and the port that the service is called by. A proxy may end
   * TLS and leave the port out of {@code Host}, so neither the scheme counts nor a port of its own.
   */
  private static boolean isOurs(String origin, HttpServletRequest request) {
    try {
      URI page = URI.create(origin);
      int port =
          page.getPort() >= 0 ? page.getPort() : "https".equals(page.getScheme()) ? HTTPS : HTTP;
      int ours = request.getServerPort();
      return request.getServerName().equalsIgnoreCase(page.getHost())
          && (port == ours || ours == HTTP || ours == HTTPS);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
