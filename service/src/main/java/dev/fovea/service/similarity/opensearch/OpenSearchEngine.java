package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.Snapshots;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps each collection in an index of its own on the cluster. What is published is what the
 * collection's aliases point at; they move in one step. The specification lies in the index's
 * mapping, so every service process that shares the cluster refuses the same foreign features.
 */
final class OpenSearchEngine implements VectorEngine {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Has a new index wait until its copies are there too: a write that only one node has is
   * acknowledged and lost with that node. A cluster with too few nodes for them goes on without.
   */
  private static final String COPIES_FIRST = "?wait_for_active_shards=all&timeout=5s";

  private final OpenSearchProperties properties;
  private final Cluster cluster;
  private final IndexNames names;

  OpenSearchEngine(OpenSearchProperties properties) {
    this.properties = properties;
    this.cluster = new Cluster(properties);
    this.names = new IndexNames(properties.prefix());
  }

  @Override
  public String name() {
    return "opensearch";
  }

  @Override
  public String description() {
    JsonNode health = cluster.probe("/_cluster/health");
    return "OpenSearch at %s, %s, %s nodes"
        .formatted(cluster.address(), health.get("status"), health.get("number_of_nodes"));
  }

  @Override
  public List<CollectionSpec> collections() {
    List<CollectionSpec> specs = new ArrayList<>();
    JsonNode indexes = cluster.send(HttpMethod.GET, "/" + names.all(), null);
    for (JsonNode index : indexes) {
      CollectionSpec spec = spec(index);
      if (index.at("/aliases").has(names.readAlias(spec.name()))) {
        specs.add(spec);
      }
    }
    specs.sort(Comparator.comparing(CollectionSpec::name));
    return specs;
  }

  @Override
  public Optional<CollectionSpec> find(String name) {
    return published(name).map(Map.Entry::getValue).map(OpenSearchEngine::spec);
  }

  @Override
  public VectorIndex open(String name) {
    Map.Entry<String, JsonNode> index =
        published(name).orElseThrow(() -> new NoSuchElementException(name));
    int dimension = spec(index.getValue()).embedding().dimension();
    return new OpenSearchIndex(cluster, index.getKey(), dimension);
  }

  @Override
  public Draft draft(CollectionSpec spec) {
    JsonNode existing = cluster.send(HttpMethod.GET, "/" + names.generations(spec.name()), null);
    int last = existing.propertyNames().stream().mapToInt(IndexNames::generationOf).max().orElse(0);
    String index = names.generation(spec.name(), last + 1);
    cluster.send(HttpMethod.PUT, "/" + index + COPIES_FIRST, Mapping.of(spec, properties));
    int dimension = spec.embedding().dimension();
    return new IndexDraft(spec, new OpenSearchIndex(cluster, index, dimension));
  }

  @Override
  public boolean drop(String name) {
    Optional<Map.Entry<String, JsonNode>> index = published(name);
    index.ifPresent(it -> cluster.find(HttpMethod.DELETE, "/" + it.getKey(), null));
    return index.isPresent();
  }

  /** Empty: the cluster's own snapshot repositories keep copies. */
  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.empty();
  }

  private Optional<Map.Entry<String, JsonNode>> published(String name) {
    return cluster
        .find(HttpMethod.GET, "/" + names.readAlias(name), null)
        .map(indexes -> indexes.properties().iterator().next());
  }

  private static CollectionSpec spec(JsonNode index) {
    return JSON.treeToValue(index.at("/mappings/_meta/spec"), CollectionSpec.class);
  }

  private final class IndexDraft implements Draft {

    private final CollectionSpec spec;
    private final OpenSearchIndex index;

    IndexDraft(CollectionSpec spec, OpenSearchIndex index) {
      this.spec = spec;
      this.index = index;
    }

    @Override
    public VectorIndex index() {
      return index;
    }

    @Override
    public void publish() {
      List<Object> actions = new ArrayList<>();
      published(spec.name())
          .ifPresent(old -> actions.add(Map.of("remove_index", Map.of("index", old.getKey()))));
      actions.add(alias(names.readAlias(spec.name())));
      actions.add(alias(names.writeAlias(spec.name())));
      cluster.send(HttpMethod.POST, "/_aliases", Map.of("actions", actions));
    }

    @Override
    public void discard() {
      cluster.find(HttpMethod.DELETE, "/" + index.name(), null);
    }

    private Map<String, Object> alias(String alias) {
      return Map.of("add", Map.of("index", index.name(), "alias", alias));
    }
  }
}
