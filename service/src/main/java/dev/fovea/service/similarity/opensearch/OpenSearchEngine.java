package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.Snapshots;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
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
 * collection's alias points at; it moves in one step. The specification lies in the index's
 * mapping, so every service process that shares the cluster refuses the same foreign features, and
 * each sees when another rebuilds a collection.
 */
final class OpenSearchEngine implements VectorEngine {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** A draft whose process did not beat for so long is given up. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private static final int BEATS_IN_SILENCE = 6;

  private final OpenSearchProperties properties;
  private final Cluster cluster;
  private final IndexNames names;
  private final Drafts drafts;
  private final Duration silence;

  OpenSearchEngine(OpenSearchProperties properties) {
    this(properties, SILENCE);
  }

  OpenSearchEngine(OpenSearchProperties properties, Duration silence) {
    this.properties = properties;
    this.cluster = new Cluster(properties);
    this.names = new IndexNames(properties.prefix());
    this.drafts = new Drafts(cluster, names, silence, System::nanoTime);
    this.silence = silence;
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
  public boolean isRebuilding(String name) {
    return drafts.isFilled(name);
  }

  @Override
  public VectorIndex open(String name) {
    Map.Entry<String, JsonNode> index =
        published(name).orElseThrow(() -> new NoSuchElementException(name));
    return new OpenSearchIndex(cluster, index.getKey(), spec(index.getValue()));
  }

  @Override
  public Draft draft(CollectionSpec spec) {
    Optional<String> published = published(spec.name()).map(Map.Entry::getKey);
    return new IndexDraft(
        spec, drafts.begin(spec, published, owner -> Mapping.of(spec, owner, properties)));
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
    return cluster.index(names.readAlias(name));
  }

  private static CollectionSpec spec(JsonNode index) {
    return JSON.treeToValue(index.at("/mappings/_meta/spec"), CollectionSpec.class);
  }

  private final class IndexDraft implements Draft {

    private final Drafts.Draft draft;
    private final OpenSearchIndex index;
    private final Heartbeat heartbeat;

    IndexDraft(CollectionSpec spec, Drafts.Draft draft) {
      this.draft = draft;
      this.index = new OpenSearchIndex(cluster, draft.index(), spec);
      this.heartbeat =
          new Heartbeat(
              silence.dividedBy(BEATS_IN_SILENCE), number -> drafts.beat(spec, draft, number));
    }

    @Override
    public VectorIndex index() {
      return index;
    }

    @Override
    public void publish() {
      heartbeat.close();
      try {
        drafts.publish(draft);
      } catch (NoSuchElementException decided) {
        requirePublished(decided);
      }
    }

    @Override
    public void discard() {
      heartbeat.close();
      drafts.discard(draft);
    }

    /** A try whose answer was lost may have published it. */
    private void requirePublished(NoSuchElementException decided) {
      if (!drafts.isPublished(draft)) {
        throw new UncheckedIOException(
            new IOException(
                "the new contents were given up, as this service was out of touch with the cluster"
                    + " for too long; the collection stands as it was. Begin again",
                decided));
      }
    }
  }
}
