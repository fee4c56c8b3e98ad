package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.Filter;
import java.util.List;
import java.util.Map;

/**
 * How an index is laid out. Nothing is left to the cluster's defaults: they differ by version, and
 * the default engine needs native libraries.
 */
final class Mapping {

  static final String FEATURES = "features";
  static final String IMAGE = "image";
  static final String THUMBNAIL = "thumbnail";
  static final String ORIGINAL = "original";

  private static final Map<String, Object> KEYWORD = Map.of("type", "keyword");
  private static final Map<String, Object> BYTES = Map.of("type", "binary");

  private Mapping() {}

  /** The body that creates an index for who fills it, without aliases. */
  static Map<String, Object> of(
      CollectionSpec spec, String owner, OpenSearchProperties properties) {
    return Map.of(
        "settings", settings(properties), "mappings", mappings(spec, meta(spec, owner, 0)));
  }

  /** What an index says of itself: its collection, who fills it, and that it is alive. */
  static Map<String, Object> meta(CollectionSpec spec, String owner, long beat) {
    return Map.of("spec", spec, "owner", owner, "beat", beat);
  }

  /** Derived sources are off: the k-NN plugin rebuilds them from JSON only, and bulks are SMILE. */
  private static Map<String, Object> settings(OpenSearchProperties properties) {
    return Map.of(
        "index.knn",
        true,
        "index.knn.derived_source.enabled",
        false,
        "index.number_of_shards",
        properties.shards(),
        "index.number_of_replicas",
        properties.replicas(),
        "index.refresh_interval",
        "200ms",
        "index.translog.durability",
        "request");
  }

  private static Map<String, Object> mappings(CollectionSpec spec, Map<String, Object> meta) {
    return Map.of(
        "dynamic",
        false,
        "_meta",
        meta,
        "dynamic_templates",
        List.of(
            template("text", "keyword"), template("number", "double"), template("flag", "boolean")),
        "properties",
        Map.of(
            Filter.ID,
            KEYWORD,
            Filter.LABEL,
            KEYWORD,
            Filter.SHA256,
            KEYWORD,
            "text",
            Map.of("type", "object", "dynamic", true),
            "number",
            Map.of("type", "object", "dynamic", true),
            "flag",
            Map.of("type", "object", "dynamic", true),
            IMAGE,
            Map.of("type", "object", "enabled", false),
            FEATURES,
            features(spec),
            THUMBNAIL,
            BYTES,
            ORIGINAL,
            BYTES));
  }

  private static Map<String, Object> features(CollectionSpec spec) {
    return Map.of(
        "type",
        "knn_vector",
        "dimension",
        spec.embedding().dimension(),
        "data_type",
        "float",
        "method",
        Map.of("name", "hnsw", "engine", "lucene", "space_type", "l2", "parameters", graph(spec)));
  }

  private static Map<String, Object> graph(CollectionSpec spec) {
    return switch (spec.quantization()) {
      case NONE -> Map.of("m", 16, "ef_construction", 100);
      case INT8 -> Map.of("m", 16, "ef_construction", 100, "encoder", Map.of("name", "sq"));
      case BIT ->
          throw new IllegalArgumentException(
              "the opensearch engine quantizes to int8 only; ask for none or int8");
    };
  }

  private static Map<String, Object> template(String object, String type) {
    return Map.of(object, Map.of("path_match", object + ".*", "mapping", Map.of("type", type)));
  }
}
