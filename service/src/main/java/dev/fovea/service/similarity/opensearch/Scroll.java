package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Reads all documents of an index as of one moment, in the order of their ids. */
final class Scroll {

  private static final String KEEP_ALIVE = "5m";

  private final Cluster cluster;
  private final String index;
  private final String fields;
  private final int page;

  Scroll(Cluster cluster, String index, String fields, int page) {
    this.cluster = cluster;
    this.index = index;
    this.fields = fields;
    this.page = page;
  }

  void forEach(Consumer<JsonNode> visitor) {
    String moment =
        cluster
            .send(
                HttpMethod.POST,
                "/%s/_search/point_in_time?keep_alive=%s".formatted(index, KEEP_ALIVE),
                null)
            .required("pit_id")
            .asString();
    try {
      JsonNode hits = page(moment, List.of());
      while (!hits.isEmpty()) {
        hits.forEach(hit -> visitor.accept(hit.required("_source")));
        hits = page(moment, List.of(hits.get(hits.size() - 1).at("/sort/0").asString()));
      }
    } finally {
      Object body = Map.of("pit_id", List.of(moment));
      cluster.find(HttpMethod.DELETE, "/_search/point_in_time", body);
    }
  }

  private JsonNode page(String moment, List<String> after) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("size", page);
    body.put("pit", Map.of("id", moment, "keep_alive", KEEP_ALIVE));
    body.put("sort", List.of(Map.of(Filter.ID, "asc")));
    body.put("_source", List.of(fields));
    body.put("track_total_hits", false);
    if (!after.isEmpty()) {
      body.put("search_after", after);
    }
    return cluster.send(HttpMethod.POST, "/_search", body).at("/hits/hits");
  }
}
