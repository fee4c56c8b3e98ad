package dev.fovea.service.model;

import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.ModelNotFound;
import dev.fovea.service.failure.ModelNotReady;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The versions there are, the state of each, and the way to use one. Reading takes no lock; a
 * version's state is replaced whole.
 *
 * @param <S> what answers
 */
public final class LoadedModels<S extends Servable> implements Catalog {

  /** The label whose version answers when a request names none. */
  public static final String STABLE = "stable";

  private final Map<String, NavigableMap<Integer, Slot<S>>> models = new ConcurrentSkipListMap<>();
  private final Map<String, Map<String, Integer>> labels = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Integer>> previous = new ConcurrentHashMap<>();

  /**
   * Takes the right to use the version a request wants; close it when the request is done.
   *
   * @throws ModelNotFound if there is no such model, version or label
   * @throws ModelNotReady if it cannot answer now
   */
  public Lease<S> lease(ModelSelector selector) {
    // A swap may retire the version between the choice and the lease; then there is a new choice.
    return tryLease(selector)
        .or(() -> tryLease(selector))
        .orElseThrow(() -> new ModelNotReady(selector.toString(), chosen(selector).explanation()));
  }

  private Optional<Lease<S>> tryLease(ModelSelector selector) {
    Slot<S> slot = chosen(selector);
    return slot.loaded()
        .filter(_ -> slot.state() == ModelState.READY)
        .flatMap(LoadedVersion::lease);
  }

  private Slot<S> chosen(ModelSelector selector) {
    NavigableMap<Integer, Slot<S>> versions = versionsOf(selector.name());
    Slot<S> slot = versions.get(number(selector, versions));
    if (slot == null) {
      throw unknown(selector, versions);
    }
    return slot;
  }

  @Override
  public List<String> models() {
    return List.copyOf(models.keySet());
  }

  @Override
  public List<VersionStatus> versions(String model) {
    return versionsOf(model).entrySet().stream()
        .map(entry -> status(new ModelId(model, entry.getKey()), entry.getValue()))
        .toList();
  }

  @Override
  public VersionStatus resolve(ModelSelector selector) {
    NavigableMap<Integer, Slot<S>> versions = versionsOf(selector.name());
    int number = number(selector, versions);
    Slot<S> slot = versions.get(number);
    if (slot == null) {
      throw unknown(selector, versions);
    }
    return status(new ModelId(selector.name(), number), slot);
  }

  /** Returns what answers now, by name and version. */
  public Map<ModelId, S> ready() {
    Map<ModelId, S> ready = new LinkedHashMap<>();
    models.forEach((name, versions) ->
        versions.forEach((version, slot) ->
            slot.loaded()
                .filter(_ -> slot.state() == ModelState.READY)
                .ifPresent(loaded -> ready.put(new ModelId(name, version), loaded.servable()))));
    return ready;
  }

  void put(ModelId id, Slot<S> slot) {
    models.computeIfAbsent(id.name(), _ -> new ConcurrentSkipListMap<>()).put(id.version(), slot);
  }

  /** Forgets a version, and its model with the last one. */
  void remove(ModelId id) {
    models.computeIfPresent(
        id.name(),
        (_, versions) -> {
          versions.remove(id.version());
          return versions.isEmpty() ? null : versions;
        });
  }

  Optional<Slot<S>> slot(ModelId id) {
    return Optional.ofNullable(models.get(id.name())).map(versions -> versions.get(id.version()));
  }

  boolean isReady(ModelId id) {
    return slot(id).filter(slot -> slot.state() == ModelState.READY).isPresent();
  }

  /** Points a label at a version and remembers where it pointed. */
  void label(ModelId id, String label) {
    Integer before =
        labels.computeIfAbsent(id.name(), _ -> new ConcurrentHashMap<>()).put(label, id.version());
    if (before != null && before != id.version()) {
      previous.computeIfAbsent(id.name(), _ -> new ConcurrentHashMap<>()).put(label, before);
    }
  }

  /** Returns where a label pointed before. */
  Optional<ModelId> previous(String model, String label) {
    return Optional.ofNullable(previous.getOrDefault(model, Map.of()).get(label))
        .map(version -> new ModelId(model, version));
  }

  Map<String, Integer> labels(String model) {
    return Map.copyOf(labels.getOrDefault(model, Map.of()));
  }

  private NavigableMap<Integer, Slot<S>> versionsOf(String model) {
    NavigableMap<Integer, Slot<S>> versions = models.get(model);
    if (versions == null) {
      throw new ModelNotFound(model, models.keySet());
    }
    return versions;
  }

  private int number(ModelSelector selector, NavigableMap<Integer, Slot<S>> versions) {
    Map<String, Integer> pointers = labels.getOrDefault(selector.name(), Map.of());
    return switch (selector.version()) {
      case VersionChoice.Exactly(int version) -> version;
      case VersionChoice.Label(String label) ->
          Optional.ofNullable(pointers.get(label)).orElseThrow(() -> unknown(selector, versions));
      case VersionChoice.Current _ ->
          Optional.ofNullable(pointers.get(STABLE)).orElseGet(() -> highestReady(versions));
    };
  }

  private static <S extends Servable> int highestReady(NavigableMap<Integer, Slot<S>> versions) {
    return versions.descendingMap().entrySet().stream()
        .filter(entry -> entry.getValue().state() == ModelState.READY)
        .findFirst()
        .map(Map.Entry::getKey)
        .orElseGet(versions::lastKey);
  }

  private ModelNotFound unknown(ModelSelector selector, NavigableMap<Integer, Slot<S>> versions) {
    Set<String> known = new TreeSet<>(labels.getOrDefault(selector.name(), Map.of()).keySet());
    versions.keySet().forEach(version -> known.add(version.toString()));
    return new ModelNotFound(
        selector.toString(), known.stream().map(each -> selector.name() + "/" + each).toList());
  }

  private VersionStatus status(ModelId id, Slot<S> slot) {
    Set<String> pointing = new TreeSet<>();
    new TreeMap<>(labels.getOrDefault(id.name(), Map.of()))
        .forEach((label, version) -> {
          if (version == id.version()) {
            pointing.add(label);
          }
        });
    return new VersionStatus(
        id,
        slot.state(),
        slot.reason(),
        pointing,
        slot.loaded().map(LoadedVersion::version),
        slot.loaded().map(loaded -> loaded.servable().device()));
  }

  /** A version's state, why it is so, and what is in memory for it. */
  record Slot<S extends Servable>(
      ModelState state, String reason, Optional<LoadedVersion<S>> loaded) {

    static <S extends Servable> Slot<S> loading(String stage) {
      return new Slot<>(ModelState.LOADING, stage, Optional.empty());
    }

    static <S extends Servable> Slot<S> ready(ModelVersion version, S servable) {
      return new Slot<>(ModelState.READY, "", Optional.of(new LoadedVersion<>(version, servable)));
    }

    static <S extends Servable> Slot<S> unavailable(String reason) {
      return new Slot<>(ModelState.UNAVAILABLE, reason, Optional.empty());
    }

    Slot<S> unloading() {
      return new Slot<>(ModelState.UNLOADING, "unloading", loaded);
    }

    String explanation() {
      return switch (state) {
        case LOADING -> "it is being loaded (" + reason + "); try again in a moment";
        case READY, UNLOADING -> "it is being unloaded";
        case UNAVAILABLE -> reason;
      };
    }
  }
}
