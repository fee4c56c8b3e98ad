package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionBusy;
import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.failure.IndexUnavailable;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.CollectionStatus.State;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** The collections of all engines, opened when they are first used. */
@Service
public final class ImageCollections {

  private static final int SETTLED_FROM = 1_000;
  private static final int RECALL_K = 6;
  private static final int RECALL_SAMPLES = 100;

  private final Map<String, VectorEngine> engines = new LinkedHashMap<>();
  private final Map<String, OpenCollection> open = new ConcurrentHashMap<>();
  private final SimilarityProperties properties;
  private final Embedder embedder;
  private final SimilarityMeters meters;

  ImageCollections(
      List<VectorEngine> engines,
      SimilarityProperties properties,
      Embedder embedder,
      SimilarityMeters meters) {
    engines.forEach(engine -> this.engines.put(engine.name(), engine));
    this.properties = properties;
    this.embedder = embedder;
    this.meters = meters;
  }

  /**
   * How a collection is wanted.
   *
   * @param engine empty for the configured one
   * @param quantization how candidates are searched for
   * @param keepOriginals whether it can be re-indexed from what it holds
   */
  public record Wish(
      ModelSelector model,
      Optional<String> engine,
      Quantization quantization,
      boolean keepOriginals) {}

  /** All collections by name; of an engine that is away, none. */
  public List<CollectionStatus> list() {
    List<CollectionStatus> all = new ArrayList<>();
    for (VectorEngine engine : engines.values()) {
      all.addAll(list(engine));
    }
    all.sort(Comparator.comparing(it -> it.spec().name()));
    return all;
  }

  /**
   * One collection.
   *
   * @throws CollectionNotFound if it does not exist
   */
  public CollectionStatus status(String name) {
    return status(found(name).spec());
  }

  /**
   * Makes a collection, or finds that it stands as wished.
   *
   * @return whether it was made now
   * @throws IndexMismatch if it stands otherwise
   */
  public boolean create(String name, Wish wish) {
    CollectionSpec spec = spec(name, wish);
    synchronized (this) {
      Optional<CollectionSpec> standing = find(name).map(Standing::spec);
      standing.ifPresent(it -> requireAlike(it, spec));
      if (standing.isEmpty()) {
        publish(spec, empty(spec, _ -> {}));
      }
      return standing.isEmpty();
    }
  }

  /**
   * Deletes a collection and all its images.
   *
   * @throws CollectionNotFound if it does not exist
   * @throws CollectionBusy while it is rebuilt
   */
  public synchronized void drop(String name) {
    VectorEngine engine = found(name).engine();
    OpenCollection known = open.get(name);
    if (known != null && known.isRebuilding()) {
      throw new CollectionBusy(name);
    }
    OpenCollection closed = open.remove(name);
    if (closed != null) {
      closed.close();
      meters.forget(name);
    }
    OpenCollection.translated(() -> engine.drop(name));
  }

  /**
   * Measures a collection's recall and keeps the figure.
   *
   * @return empty if nothing is stored
   */
  public Optional<Recall> measure(String name, int k, int samples) {
    OpenCollection collection = collection(name);
    RecallMeasurement measurement = new RecallMeasurement(k, samples, RandomGenerator.getDefault());
    Optional<Recall> recall = collection.read(measurement::of);
    recall.ifPresent(it -> {
      collection.read(index -> {
        index.remember(it);
        return true;
      });
      meters.recall(name, it);
    });
    return recall;
  }

  /** The state of each engine, for the service's health. */
  public Map<String, String> health() {
    return engines.values().stream()
        .collect(Collectors.toMap(VectorEngine::name, ImageCollections::health));
  }

  /**
   * The collection, opened.
   *
   * @throws CollectionNotFound if it does not exist
   */
  OpenCollection collection(String name) {
    OpenCollection known = open.get(name);
    return known != null ? known : opened(name);
  }

  /**
   * The collection, made on first use if a model is named, and bound to that model.
   *
   * @throws IndexMismatch if it is bound to another
   */
  OpenCollection collection(String name, Optional<ModelSelector> model) {
    if (model.isPresent()) {
      Optional<Standing> standing = find(name);
      if (standing.isEmpty()) {
        create(name, new Wish(model.get(), Optional.empty(), Quantization.NONE, false));
      } else {
        requireComparable(standing.get().spec(), embedder.embedding(model.get()));
      }
    }
    return collection(name);
  }

  /**
   * Publishes a new generation of a collection, which need not exist yet. Until then searches see
   * the old one.
   *
   * @throws IndexMismatch if it stands on another engine, or is set up in another way
   * @throws CollectionBusy if it is being rebuilt already
   */
  void publish(CollectionSpec next, OpenCollection.Generation generation) {
    Optional<Standing> standing = find(next.name());
    standing.ifPresent(it -> requireAlike(it.spec().withEmbedding(next.embedding()), next));
    Optional<OpenCollection> sound = standing.flatMap(_ -> sound(next.name()));
    if (sound.isPresent()) {
      sound.get().rebuild(engine(next.engine()), next, generation);
    } else {
      OpenCollection.translated(() -> {
        OpenCollection.filled(generation).publish();
        return true;
      });
    }
  }

  /** A generation that begins empty. */
  OpenCollection.Generation empty(CollectionSpec spec, Consumer<VectorIndex> filling) {
    return OpenCollection.Generation.of(() -> draft(spec), filling);
  }

  /** What a collection would be if it were bound to what a model computes now. */
  CollectionSpec rebound(String name, ModelSelector model) {
    return found(name).spec().withEmbedding(embedder.embedding(model));
  }

  /** A collection as it was elsewhere, under a name and on an engine of this service. */
  CollectionSpec located(String name, Optional<String> engine, CollectionSpec elsewhere) {
    VectorEngine keeps = engine.map(this::engine).orElseGet(() -> engineOf(name));
    return named(() ->
        new CollectionSpec(
            name,
            elsewhere.embedding(),
            keeps.name(),
            elsewhere.quantization(),
            elsewhere.keepOriginals()));
  }

  /** After a large change: one graph instead of many, and its recall, while others go on. */
  void settle(String name, long changed) {
    if (changed >= SETTLED_FROM) {
      Thread.ofVirtual()
          .name("settle-" + name)
          .start(() -> {
            collection(name)
                .write(index -> {
                  index.optimize();
                  return true;
                });
            measure(name, RECALL_K, RECALL_SAMPLES);
          });
    }
  }

  /** The collection as it is bound now; empty if it does not exist. */
  Optional<CollectionSpec> standing(String name) {
    return find(name).map(Standing::spec);
  }

  /** The engine that keeps a collection, or would keep one that names none. */
  VectorEngine engineOf(String name) {
    return find(name).map(Standing::engine).orElseGet(() -> engine(properties.engine()));
  }

  VectorEngine engine(String name) {
    VectorEngine engine = engines.get(name);
    if (engine == null) {
      throw new InvalidParameter(
          "engine", "must be one of %s, got '%s'".formatted(engines.keySet(), name));
    }
    return engine;
  }

  /** Refuses features of another space, naming both. */
  static void requireComparable(CollectionSpec standing, Embedding asked) {
    if (!standing.embedding().isComparableWith(asked)) {
      throw new IndexMismatch(standing.name(), standing.embedding().toString(), asked.toString());
    }
  }

  /** Closes all indexes after their last request. */
  @PreDestroy
  void close() {
    open.values().forEach(OpenCollection::close);
    open.clear();
  }

  private record Standing(VectorEngine engine, CollectionSpec spec) {}

  private CollectionSpec spec(String name, Wish wish) {
    Embedding embedding = embedder.embedding(wish.model());
    String engine = engine(wish.engine().orElse(properties.engine())).name();
    return named(() ->
        new CollectionSpec(name, embedding, engine, wish.quantization(), wish.keepOriginals()));
  }

  private static CollectionSpec named(Supplier<CollectionSpec> spec) {
    try {
      return spec.get();
    } catch (IllegalArgumentException malformed) {
      throw new InvalidParameter("collection", String.valueOf(malformed.getMessage()));
    }
  }

  private VectorEngine.Draft draft(CollectionSpec spec) {
    try {
      return engine(spec.engine()).draft(spec);
    } catch (IllegalArgumentException unfit) {
      throw new InvalidParameter("quantization", String.valueOf(unfit.getMessage()));
    }
  }

  private static void requireAlike(CollectionSpec standing, CollectionSpec wished) {
    requireComparable(standing, wished.embedding());
    if (!standing.withEmbedding(wished.embedding()).equals(wished)) {
      throw new IndexMismatch(standing.name(), layout(standing), layout(wished));
    }
  }

  private static String layout(CollectionSpec spec) {
    return "engine %s, quantization %s, keepOriginals %s"
        .formatted(spec.engine(), spec.quantization(), spec.keepOriginals());
  }

  private synchronized OpenCollection opened(String name) {
    OpenCollection known = open.get(name);
    if (known != null) {
      return known;
    }
    Standing standing = found(name);
    VectorIndex index =
        OpenCollection.translated(() -> standing.engine().open(standing.spec().name()));
    OpenCollection opened = new OpenCollection(standing.spec(), index);
    open.put(name, opened);
    meters.watch(opened);
    opened.read(VectorIndex::recall).ifPresent(recall -> meters.recall(name, recall));
    return opened;
  }

  /** The collection, unless its index is damaged, so that it can only be replaced. */
  private Optional<OpenCollection> sound(String name) {
    try {
      return Optional.of(collection(name));
    } catch (IndexUnavailable _) {
      return Optional.empty();
    }
  }

  /** The collections of one engine; none if it is away, which is part of the health. */
  private List<CollectionStatus> list(VectorEngine engine) {
    try {
      return OpenCollection.translated(engine::collections).stream().map(this::status).toList();
    } catch (IndexUnavailable _) {
      return List.of();
    }
  }

  private Standing found(String name) {
    return find(name).orElseThrow(() -> new CollectionNotFound(name));
  }

  private Optional<Standing> find(String name) {
    if (!CollectionSpec.isName(name)) {
      return Optional.empty();
    }
    return engines.values().stream()
        .flatMap(engine ->
            OpenCollection.translated(() -> engine.find(name)).stream()
                .map(spec -> new Standing(engine, spec)))
        .findFirst();
  }

  private CollectionStatus status(CollectionSpec spec) {
    try {
      OpenCollection collection = collection(spec.name());
      State state = collection.isRebuilding() ? State.REBUILDING : State.READY;
      return new CollectionStatus(
          collection.spec(),
          collection.read(VectorIndex::count),
          collection.read(VectorIndex::bytes),
          collection.read(VectorIndex::recall),
          state,
          "");
    } catch (ServingException fault) {
      return new CollectionStatus(spec, 0, 0, Optional.empty(), State.UNAVAILABLE, fault.detail());
    }
  }

  private static String health(VectorEngine engine) {
    try {
      return OpenCollection.translated(engine::description);
    } catch (ServingException | NoSuchElementException away) {
      return "unavailable: " + away.getMessage();
    }
  }
}
