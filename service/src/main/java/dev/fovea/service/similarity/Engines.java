package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.InvalidParameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The engines of this service, and which of them keeps a collection. */
@Component
final class Engines {

  private final Map<String, VectorEngine> engines = new LinkedHashMap<>();
  private final SimilarityProperties properties;

  Engines(List<VectorEngine> engines, SimilarityProperties properties) {
    engines.forEach(engine -> this.engines.put(engine.name(), engine));
    this.properties = properties;
  }

  /** A collection that exists, and the engine that keeps it. */
  record Standing(VectorEngine engine, CollectionSpec spec) {}

  /** All of them, in the order in which they are asked. */
  Collection<VectorEngine> all() {
    return engines.values();
  }

  /**
   * The engine of this name.
   *
   * @throws InvalidParameter if there is none
   */
  VectorEngine named(String name) {
    VectorEngine engine = engines.get(name);
    if (engine == null) {
      throw new InvalidParameter(
          "engine", "must be one of %s, got '%s'".formatted(engines.keySet(), name));
    }
    return engine;
  }

  /** The engine that is wished for, or else the configured one. */
  VectorEngine named(Optional<String> wished) {
    return named(wished.orElse(properties.engine()));
  }

  /** The engine that keeps a collection, or would keep one that names none. */
  VectorEngine of(String collection) {
    return find(collection).map(Standing::engine).orElseGet(() -> named(Optional.empty()));
  }

  /** What a collection is bound to now; empty if it does not exist. */
  Optional<CollectionSpec> standing(String collection) {
    return find(collection).map(Standing::spec);
  }

  /** The collection as it was published last; empty if it does not exist. */
  Optional<Standing> find(String collection) {
    if (!CollectionSpec.isName(collection)) {
      return Optional.empty();
    }
    return engines.values().stream()
        .flatMap(engine ->
            IndexFailures.translated(() -> engine.find(collection)).stream()
                .map(spec -> new Standing(engine, spec)))
        .findFirst();
  }

  /**
   * The collection as it was published last.
   *
   * @throws CollectionNotFound if it does not exist
   */
  Standing found(String collection) {
    return find(collection).orElseThrow(() -> new CollectionNotFound(collection));
  }

  /**
   * Begins a generation on the engine that a specification names.
   *
   * @throws InvalidParameter if there is no such engine, or it has no such quantization
   */
  VectorEngine.Draft draft(CollectionSpec spec) {
    try {
      return named(spec.engine()).draft(spec);
    } catch (IllegalArgumentException unfit) {
      throw new InvalidParameter("quantization", String.valueOf(unfit.getMessage()));
    }
  }
}
