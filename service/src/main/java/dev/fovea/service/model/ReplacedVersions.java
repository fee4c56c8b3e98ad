package dev.fovea.service.model;

import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.service.failure.ModelRejected;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.model.LoadedModels.Slot;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions that serve while the store holds another model under their number. They go on serving: a
 * number stands for the same answers as long as the service runs.
 */
final class ReplacedVersions<S extends Servable> {

  private static final Logger log = LoggerFactory.getLogger(ReplacedVersions.class);

  private final ModelStore store;
  private final LoadedModels<S> models;
  private final Set<ModelId> warned = ConcurrentHashMap.newKeySet();

  ReplacedVersions(ModelStore store, LoadedModels<S> models) {
    this.store = store;
    this.models = models;
  }

  /** Returns why what the store holds of a model is not loaded, if that is so. */
  Optional<ServingException> refusal(String model) {
    return of(model).stream().findFirst().map(ReplacedVersions::refusal);
  }

  /** Warns of each such version of a model, once. */
  void warn(String model) {
    Set<ModelId> now = of(model);
    warned.removeIf(id -> id.name().equals(model) && !now.contains(id));
    now.stream().filter(warned::add).forEach(id -> log.warn("{}", refusal(id).detail()));
  }

  private Set<ModelId> of(String model) {
    return models.ready().keySet().stream()
        .filter(id -> id.name().equals(model) && isReplaced(id))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isReplaced(ModelId id) {
    try {
      Manifest stored = store.manifest(id.name(), id.version());
      return models
          .slot(id)
          .flatMap(Slot::loaded)
          .filter(loaded -> !loaded.version().manifest().equals(stored))
          .isPresent();
    } catch (ModelStoreException unreadable) {
      log.debug("{} is being written, or damaged: {}", id, unreadable.getMessage());
      return false;
    }
  }

  private static ServingException refusal(ModelId id) {
    return new ModelRejected(
        id.toString(),
        "the store holds another model under this number than the one that serves, which goes on;"
            + " give the new one the next number, or unload the model first");
  }
}
