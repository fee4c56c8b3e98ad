package dev.fovea.service.security;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;

/** Which scope a request needs, by its method and path. */
final class AccessRules {

  /** What anybody may see: the page, the reference, probes, and what says nothing about data. */
  private static final Pattern OPEN =
      Pattern.compile(
          "/|/index\\.html|/favicon\\.ico|/docs(/.*)?|/(css|js|img|fonts)/.*|/openapi\\.(yaml|json)"
              + "|/actuator/health(/.*)?|/v2/health/(live|ready)|/v2/?");

  /** What scrapes metrics, for which a key of its own is commonly made. */
  private static final Pattern METRICS = Pattern.compile("/actuator(/.*)?");

  private static final Pattern ADMIN =
      Pattern.compile(
          "/v2/repository/models/.*|/v2/logging|/v2/.*trace/setting|/v1/collections/[^/]+/snapshots?(/.*)?"
              + "|/v1/models/[^/]+/(labels|load|unload|promote|rollback|shadow)(/.*)?"
              + "|/v1/models/[^/]+/versions/[^/]+/(load|unload|promote)");

  private static final Pattern SEARCH =
      Pattern.compile("/v1/collections/[^/]+/(search(\\.png)?|recall)");

  private static final Pattern COLLECTIONS = Pattern.compile("/v1/(collections|imports)(/.*)?");

  private AccessRules() {}

  /**
   * Returns the scope that is needed, or empty if anybody may.
   *
   * @param path decoded, without the context's path
   */
  static Optional<Scope> scope(HttpMethod method, String path) {
    boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    if (OPEN.matcher(path).matches()) {
      return Optional.empty();
    }
    if (METRICS.matcher(path).matches()) {
      return Optional.of(Scope.ADMIN);
    }
    if (ADMIN.matcher(path).matches()) {
      return Optional.of(reads ? Scope.INFER : Scope.ADMIN);
    }
    if (COLLECTIONS.matcher(path).matches()) {
      boolean asks = reads || SEARCH.matcher(path).matches();
      return Optional.of(asks ? Scope.INFER : Scope.INDEX);
    }
    return Optional.of(Scope.INFER);
  }
}
