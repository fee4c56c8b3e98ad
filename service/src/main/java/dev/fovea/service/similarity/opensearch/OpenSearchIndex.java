package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.IndexedImage;
import dev.fovea.service.similarity.Nearest;
import dev.fovea.service.similarity.Neighbor;
import dev.fovea.service.similarity.Recall;
import dev.fovea.service.similarity.Search;
import dev.fovea.service.similarity.VectorIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One generation of a collection: one index of the cluster. Holds nothing that must be closed. */
final class OpenSearchIndex implements VectorIndex {

  private static final long BULK_BYTES = 8L << 20;
  private static final String RECALL = "recall";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Cluster cluster;
  private final String index;
  private final int dimension;

  OpenSearchIndex(Cluster cluster, String index, int dimension) {
    this.cluster = cluster;
    this.index = index;
    this.dimension = dimension;
  }

  String name() {
    return index;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public long count() {
    return cluster.send(HttpMethod.GET, path("_count"), null).required("count").longValue();
  }

  @Override
  public long bytes() {
    return cluster
        .send(HttpMethod.GET, path("_stats/store"), null)
        .at("/_all/total/store/size_in_bytes")
        .longValue();
  }

  /** Returns when every copy of the shards has the images on disk and shows them to searches. */
  @Override
  public Set<String> put(List<Entry> entries) {
    entries.forEach(entry -> requireFits(entry.features()));
    Set<String> added = new HashSet<>();
    List<Object> parts = new ArrayList<>();
    long bytes = 0;
    for (Entry entry : entries) {
      parts.add(Map.of("index", Map.of("_id", entry.image().id())));
      parts.add(Documents.of(entry));
      bytes += bytes(entry);
      if (bytes >= BULK_BYTES) {
        added.addAll(write(parts));
        parts.clear();
        bytes = 0;
      }
    }
    if (!parts.isEmpty()) {
      added.addAll(write(parts));
    }
    return added;
  }

  @Override
  public boolean delete(String id) {
    return cluster
        .find(HttpMethod.DELETE, document(id) + "?refresh=wait_for", null)
        .map(answer -> answer.required("result").asString().equals("deleted"))
        .orElse(false);
  }

  @Override
  public Optional<IndexedImage> find(String id) {
    return source(id, Mapping.IMAGE).map(Documents::image);
  }

  @Override
  public Optional<Entry> entry(String id) {
    return source(id, "*").map(Documents::entry);
  }

  @Override
  public Optional<float[]> features(String id) {
    return source(id, Mapping.FEATURES).map(Documents::features);
  }

  @Override
  public Optional<byte[]> thumbnail(String id) {
    return source(id, Mapping.THUMBNAIL).map(Documents::thumbnail);
  }

  @Override
  public Nearest search(float[] query, Search search) {
    requireFits(query);
    boolean exact = search.exact() || Searches.scanIsAsFast(dimension);
    JsonNode answer =
        cluster.send(HttpMethod.POST, path("_search"), Searches.body(query, search, exact));
    if (answer.at("/_shards/failed").intValue() > 0
        || answer.required("timed_out").booleanValue()) {
      throw new UncheckedIOException(
          new IOException(
              "OpenSearch searched only a part of " + index + ": " + answer.get("_shards")));
    }
    List<Neighbor> candidates = new ArrayList<>();
    for (JsonNode hit : answer.at("/hits/hits")) {
      JsonNode source = hit.required("_source");
      double distance = Neighbor.distance(query, Documents.features(source));
      candidates.add(new Neighbor(Documents.image(source), distance));
    }
    return new Nearest(Neighbor.first(search.k(), candidates), exact, candidates.size());
  }

  @Override
  public void forEachImage(Consumer<IndexedImage> visitor) {
    new Scroll(cluster, index, Mapping.IMAGE, 1_000)
        .forEach(source -> visitor.accept(Documents.image(source)));
  }

  @Override
  public void forEachEntry(Consumer<Entry> visitor) {
    new Scroll(cluster, index, "*", 50).forEach(source -> visitor.accept(Documents.entry(source)));
  }

  @Override
  public Optional<Recall> recall() {
    return Optional.ofNullable(meta().get(RECALL))
        .map(recall -> JSON.treeToValue(recall, Recall.class));
  }

  /** Written beside the specification, in what the mapping says of itself. */
  @Override
  public void remember(Recall recall) {
    Map<String, Object> meta = new HashMap<>();
    meta().properties().forEach(entry -> meta.put(entry.getKey(), entry.getValue()));
    meta.put(RECALL, recall);
    cluster.send(HttpMethod.PUT, path("_mapping"), Map.of("_meta", meta));
  }

  /** Asks the cluster to merge each shard to one segment, and does not wait for it. */
  @Override
  public void optimize() {
    cluster.send(
        HttpMethod.POST, path("_forcemerge?max_num_segments=1&wait_for_completion=false"), null);
  }

  @Override
  public void close() {}

  private JsonNode meta() {
    return cluster
        .send(HttpMethod.GET, path("_mapping"), null)
        .required(index)
        .at("/mappings/_meta");
  }

  private Set<String> write(List<Object> parts) {
    JsonNode answer = cluster.bulk(path("_bulk?refresh=wait_for"), parts);
    Set<String> added = new HashSet<>();
    for (JsonNode item : answer.required("items")) {
      JsonNode result = item.required("index");
      if (result.has("error")) {
        throw new UncheckedIOException(
            new IOException(
                "OpenSearch did not take image %s: %s"
                    .formatted(result.get("_id"), result.get("error"))));
      }
      if (result.required("result").asString().equals("created")) {
        added.add(result.required("_id").asString());
      }
    }
    return added;
  }

  private Optional<JsonNode> source(String id, String fields) {
    return cluster
        .find(HttpMethod.GET, document(id) + "?_source_includes=" + fields, null)
        .map(document -> document.required("_source"));
  }

  private void requireFits(float[] features) {
    VectorIndex.requireFits(features, dimension);
  }

  private String document(String id) {
    return path("_doc/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8));
  }

  private String path(String rest) {
    return "/" + index + "/" + rest;
  }

  private static long bytes(Entry entry) {
    return 5L * entry.features().length
        + entry.thumbnail().length
        + entry.original().map(it -> it.length).orElse(0);
  }
}
