package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionNotFound;
import dev.fovea.service.failure.IndexUnavailable;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.similarity.CollectionStatus.State;
import dev.fovea.service.similarity.Engines.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Says how the collections and their engines stand. */
@Service
public final class CollectionStatuses {

  private final Engines engines;
  private final OpenCollections open;

  CollectionStatuses(Engines engines, OpenCollections open) {
    this.engines = engines;
    this.open = open;
  }

  /** All collections by name; of an engine that is away, none. */
  public List<CollectionStatus> all() {
    return engines.all().stream()
        .flatMap(engine -> specs(engine).stream().map(spec -> new Standing(engine, spec)))
        .map(this::status)
        .sorted(Comparator.comparing(it -> it.spec().name()))
        .toList();
  }

  /**
   * One collection.
   *
   * @throws CollectionNotFound if it does not exist
   */
  public CollectionStatus of(String collection) {
    return status(engines.found(collection));
  }

  /** The state of each engine by its name. */
  public Map<String, String> engines() {
    return engines.all().stream()
        .collect(Collectors.toMap(VectorEngine::name, CollectionStatuses::state));
  }

  private static List<CollectionSpec> specs(VectorEngine engine) {
    try {
      return IndexFailures.translated(engine::collections);
    } catch (IndexUnavailable _) {
      return List.of();
    }
  }

  private CollectionStatus status(Standing standing) {
    CollectionSpec spec = standing.spec();
    try {
      OpenCollection collection = open.get(spec.name());
      boolean rebuilding =
          collection.isRebuilding()
              || IndexFailures.translated(() -> standing.engine().isRebuilding(spec.name()));
      return new CollectionStatus(
          collection.spec(),
          collection.read(VectorIndex::count),
          collection.read(VectorIndex::bytes),
          collection.read(VectorIndex::recall),
          rebuilding ? State.REBUILDING : State.READY,
          "");
    } catch (ServingException fault) {
      return new CollectionStatus(spec, 0, 0, Optional.empty(), State.UNAVAILABLE, fault.detail());
    }
  }

  private static String state(VectorEngine engine) {
    try {
      return IndexFailures.translated(engine::description);
    } catch (ServingException | NoSuchElementException away) {
      return "unavailable: " + away.getMessage();
    }
  }
}
