package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.Filter;
import dev.fovea.service.similarity.Search;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bodies of searches. */
final class Searches {

  /** Up to this many dimensions a scan of the shards is as fast as their graphs. */
  private static final int MAX_SCANNED_DIMENSION = 256;

  private static final int MIN_CANDIDATES = 100;
  private static final int CANDIDATES_PER_NEIGHBOR = 3;

  /**
   * Scanned neighbors beyond k, because single precision may have ordered the last ones wrongly.
   */
  private static final int SCANNED_BEYOND = 20;

  private Searches() {}

  static boolean scanIsAsFast(int dimension) {
    return dimension <= MAX_SCANNED_DIMENSION;
  }

  static Map<String, Object> body(float[] query, Search search, boolean exact) {
    int candidates =
        exact
            ? search.k() + SCANNED_BEYOND
            : Math.max(MIN_CANDIDATES, CANDIDATES_PER_NEIGHBOR * search.k());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("size", candidates);
    body.put("query", exact ? scan(query, search.filter()) : graph(query, candidates, search));
    body.put("sort", List.of(Map.of("_score", "desc"), Map.of(Filter.ID, "asc")));
    body.put("track_total_hits", false);
    body.put("_source", List.of(Mapping.IMAGE, Mapping.FEATURES));
    return body;
  }

  private static Map<String, Object> scan(float[] query, Filter filter) {
    Map<String, Object> script =
        Map.of(
            "lang", "knn",
            "source", "knn_score",
            "params", Map.of("field", Mapping.FEATURES, "query_value", query, "space_type", "l2"));
    return Map.of("script_score", Map.of("query", FilterClauses.of(filter), "script", script));
  }

  private static Map<String, Object> graph(float[] query, int candidates, Search search) {
    Map<String, Object> knn = new LinkedHashMap<>();
    knn.put("vector", query);
    knn.put("k", candidates);
    if (!(search.filter() instanceof Filter.Everything)) {
      knn.put("filter", FilterClauses.of(search.filter()));
    }
    return Map.of("knn", Map.of(Mapping.FEATURES, knn));
  }
}
