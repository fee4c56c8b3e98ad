package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.IndexedImage;
import dev.fovea.service.similarity.Nearest;
import dev.fovea.service.similarity.Neighbor;
import dev.fovea.service.similarity.Recall;
import dev.fovea.service.similarity.ReplacedIndex;
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
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One generation of a collection: one index of the cluster. Holds nothing that must be closed. */
final class OpenSearchIndex implements VectorIndex {

  private static final long BULK_BYTES = 8L << 20;
  private static final String RECALL = "recall";

  /** How the cluster names the block that a draft puts on what is published. */
  private static final String BLOCKED = "index write (api)";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Cluster cluster;
  private final String index;
  private final CollectionSpec spec;

  OpenSearchIndex(Cluster cluster, String index, CollectionSpec spec) {
    this.cluster = cluster;
    this.index = index;
    this.spec = spec;
  }

  @Override
  public int dimension() {
    return spec.embedding().dimension();
  }

  @Override
  public long count() {
    return send(HttpMethod.GET, "_count", null).required("count").longValue();
  }

  @Override
  public long bytes() {
    return send(HttpMethod.GET, "_stats/store", null)
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
    return unblocked(() -> document(HttpMethod.DELETE, id, "?refresh=wait_for"))
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
    boolean exact = search.exact() || Searches.scanIsAsFast(dimension());
    JsonNode answer = send(HttpMethod.POST, "_search", Searches.body(query, search, exact));
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
    present(() -> {
      new Scroll(cluster, index, Mapping.IMAGE, 1_000)
          .forEach(source -> visitor.accept(Documents.image(source)));
      return true;
    });
  }

  @Override
  public void forEachEntry(Consumer<Entry> visitor) {
    present(() -> {
      new Scroll(cluster, index, "*", 50)
          .forEach(source -> visitor.accept(Documents.entry(source)));
      return true;
    });
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
    send(HttpMethod.PUT, "_mapping", Map.of("_meta", meta));
  }

  /** Asks the cluster to merge each shard to one segment, and does not wait for it. */
  @Override
  public void optimize() {
    send(HttpMethod.POST, "_forcemerge?max_num_segments=1&wait_for_completion=false", null);
  }

  @Override
  public void close() {}

  private JsonNode meta() {
    return send(HttpMethod.GET, "_mapping", null).required(index).at("/mappings/_meta");
  }

  private Set<String> write(List<Object> parts) {
    String path = "/" + IndexNames.writeAlias(index) + "/_bulk?refresh=wait_for&require_alias=true";
    JsonNode answer = cluster.bulk(path, parts);
    Set<String> added = new HashSet<>();
    for (JsonNode item : answer.required("items")) {
      JsonNode result = item.required("index");
      if (result.has("error")) {
        throw refusal(result);
      }
      if (result.required("result").asString().equals("created")) {
        added.add(result.required("_id").asString());
      }
    }
    return added;
  }

  private RuntimeException refusal(JsonNode result) {
    IOException reason =
        new IOException(
            "OpenSearch did not take image %s: %s"
                .formatted(result.get("_id"), result.get("error")));
    if (result.get("status").intValue() == 404) {
      return new ReplacedIndex(index, reason);
    }
    return isBlocked(reason) ? new CollectionBusy(spec.name()) : new UncheckedIOException(reason);
  }

  private Optional<JsonNode> source(String id, String fields) {
    return document(HttpMethod.GET, id, "?_source_includes=" + fields)
        .map(document -> document.required("_source"));
  }

  private Optional<JsonNode> document(HttpMethod method, String id, String parameters) {
    String path = path("_doc/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8));
    return present(() -> cluster.document(method, path + parameters));
  }

  private JsonNode send(HttpMethod method, String rest, @Nullable Object body) {
    return present(() -> cluster.send(method, path(rest), body));
  }

  private <T> T present(Supplier<T> work) {
    try {
      return work.get();
    } catch (NoSuchElementException gone) {
      throw new ReplacedIndex(index, gone);
    }
  }

  private <T> T unblocked(Supplier<T> work) {
    try {
      return work.get();
    } catch (UncheckedIOException refused) {
      throw isBlocked(refused) ? new CollectionBusy(spec.name()) : refused;
    }
  }

  private static boolean isBlocked(Exception refused) {
    return String.valueOf(refused.getMessage()).contains(BLOCKED);
  }

  private void requireFits(float[] features) {
    VectorIndex.requireFits(features, dimension());
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
