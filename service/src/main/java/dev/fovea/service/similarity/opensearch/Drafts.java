package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.similarity.CollectionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/**
 * The generations that are being filled, as every process that shares the cluster sees them.
 *
 * <p>A draft is the index of a collection's next number, of which there can be one, and has the
 * collection's draft alias. While it has it, the published index is blocked for writing, so that no
 * process acknowledges what the draft will lack. The process that fills it says from time to time
 * that it is alive; if it falls silent, any other discards the draft. Publishing and discarding one
 * need each an index that the other deletes, or an alias that the other removes, so that only one
 * of them comes about.
 */
final class Drafts {

  private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

  private final Cluster cluster;
  private final IndexNames names;
  private final long silenceNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();

  /**
   * Watches drafts.
   *
   * @param silence after which a draft's owner counts as gone
   */
  Drafts(Cluster cluster, IndexNames names, Duration silence, LongSupplier nanoTime) {
    this.cluster = cluster;
    this.names = names;
    this.silenceNanos = silence.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * A generation that is being filled.
   *
   * @param owner drawn for each draft: tells the index from a later one of the same name
   * @param published the index that it is to replace, if there is one
   */
  record Draft(String collection, String index, String owner, Optional<String> published) {}

  /**
   * What was seen of a draft, and when for the first time: clocks of processes are not compared.
   */
  private record Pulse(String owner, long beat, long sinceNanos) {}

  /**
   * Makes a draft and stops writes to what is published.
   *
   * @param published the index that is to be replaced, if there is one
   * @param layout of the new index, for an owner
   * @throws CollectionBusy if some process fills one already
   */
  Draft begin(
      CollectionSpec spec,
      Optional<String> published,
      Function<String, Map<String, Object>> layout) {
    String collection = spec.name();
    int next = published.map(IndexNames::generationOf).orElse(0) + 1;
    String index = names.generation(collection, next);
    Draft draft = new Draft(collection, index, UUID.randomUUID().toString(), published);
    if (isFilled(collection) || !isMade(draft, layout.apply(draft.owner()))) {
      deleteIfNobodys(collection, index);
      throw new CollectionBusy(collection);
    }
    try {
      published.ifPresent(this::block);
      return draft;
    } catch (RuntimeException fault) {
      discard(draft);
      throw fault;
    }
  }

  /** Whether some process fills a draft; one whose owner has fallen silent is discarded. */
  boolean isFilled(String collection) {
    Optional<Map.Entry<String, JsonNode>> draft = cluster.index(names.draftAlias(collection));
    if (draft.isEmpty()) {
      pulses.remove(collection);
      return false;
    }
    String owner = owner(draft.get());
    long beat = draft.get().getValue().at("/mappings/_meta/beat").longValue(0);
    if (!isSilent(collection, owner, beat)) {
      return true;
    }
    String index = draft.get().getKey();
    LOG.warn("{} is given up: whoever filled it has fallen silent", index);
    Optional<String> published = cluster.index(names.readAlias(collection)).map(Map.Entry::getKey);
    discard(new Draft(collection, index, owner, published));
    return false;
  }

  /** Says that whoever fills a draft is alive. */
  void beat(CollectionSpec spec, Draft draft, long beat) {
    cluster.send(
        HttpMethod.PUT,
        "/" + draft.index() + "/_mapping",
        Map.of("_meta", Mapping.meta(spec, draft.owner(), beat)));
  }

  /**
   * Puts a draft in the place of what is published, in one step.
   *
   * @throws NoSuchElementException if the draft was given up, or published by a try whose answer
   *     was lost
   */
  void publish(Draft draft) {
    requireThere(draft);
    Map<String, Object> shown = add(draft.index(), names.readAlias(draft.collection()));
    if (draft.published().isPresent()) {
      change(shown, removeAlias(draft), removeIndex(draft.published().get()));
    } else {
      change(removeAlias(draft));
      change(shown);
    }
  }

  /**
   * Deletes a draft, unless it was published or given up, and allows writes again. A process that
   * ends between the two leaves writes refused until the next rebuild: nothing is lost by that.
   */
  void discard(Draft draft) {
    try {
      requireThere(draft);
      if (draft.published().isPresent()) {
        String old = draft.published().get();
        change(add(old, IndexNames.writeAlias(old)), removeIndex(draft.index()));
        cluster.send(HttpMethod.PUT, "/" + old + "/_settings", Map.of("index.blocks.write", false));
      } else {
        change(removeAlias(draft));
        cluster.find(HttpMethod.DELETE, "/" + draft.index(), null);
      }
    } catch (NoSuchElementException decided) {
      LOG.info("{} was published or given up before", draft.index());
    }
  }

  /** Whether a draft is what is published now. */
  boolean isPublished(Draft draft) {
    return cluster
        .index(names.readAlias(draft.collection()))
        .filter(it -> owner(it).equals(draft.owner()))
        .isPresent();
  }

  private boolean isThere(Draft draft) {
    return cluster.index(draft.index()).filter(it -> owner(it).equals(draft.owner())).isPresent();
  }

  private void requireThere(Draft draft) {
    if (!isThere(draft)) {
      throw new NoSuchElementException(draft.index() + " is not there any more");
    }
  }

  private static String owner(Map.Entry<String, JsonNode> index) {
    return index.getValue().at("/mappings/_meta/owner").asString("");
  }

  /** Deletes an index that is neither published nor filled: its process ended in between. */
  private void deleteIfNobodys(String collection, String index) {
    cluster
        .index(index)
        .map(it -> it.getValue().path("aliases"))
        .filter(it -> !it.has(names.readAlias(collection)) && !it.has(names.draftAlias(collection)))
        .ifPresent(_ -> cluster.find(HttpMethod.DELETE, "/" + index, null));
  }

  private boolean isSilent(String collection, String owner, long beat) {
    long now = nanoTime.getAsLong();
    Pulse pulse =
        pulses.compute(
            collection,
            (_, known) ->
                known != null && known.owner().equals(owner) && known.beat() == beat
                    ? known
                    : new Pulse(owner, beat, now));
    return now - pulse.sinceNanos() > silenceNanos;
  }

  /** Makes the index, unless there is one; a try whose answer was lost may have made ours. */
  private boolean isMade(Draft draft, Map<String, Object> layout) {
    Map<String, Object> whole = new HashMap<>(layout);
    whole.put(
        "aliases",
        Map.of(
            names.draftAlias(draft.collection()),
            Map.of(),
            IndexNames.writeAlias(draft.index()),
            Map.of()));
    return cluster.create(draft.index(), whole) || isThere(draft);
  }

  /** Returns when every write that began before has ended. */
  private void block(String index) {
    JsonNode answer = cluster.send(HttpMethod.PUT, "/" + index + "/_block/write", null);
    if (!answer.path("shards_acknowledged").booleanValue(true)) {
      throw new UncheckedIOException(
          new IOException("not every copy of " + index + " has stopped writes; try this again"));
    }
  }

  /** Fails as a whole if one of the indexes is not there, or the only alias that is removed. */
  private void change(Object... actions) {
    cluster.send(HttpMethod.POST, "/_aliases", Map.of("actions", List.of(actions)));
  }

  private Map<String, Object> removeAlias(Draft draft) {
    String alias = names.draftAlias(draft.collection());
    return Map.of("remove", Map.of("index", draft.index(), "alias", alias));
  }

  private static Map<String, Object> add(String index, String alias) {
    return Map.of("add", Map.of("index", index, "alias", alias));
  }

  private static Map<String, Object> removeIndex(String index) {
    return Map.of("remove_index", Map.of("index", index));
  }
}
