package dev.fovea.service.model;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.ModelRejected;
import dev.fovea.service.failure.ServingException;
import dev.fovea.service.model.LoadedModels.Slot;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one version from the store to the service: verify, check memory, load, serve. */
final class VersionLoader<S extends Servable> {

  private static final Logger log = LoggerFactory.getLogger(VersionLoader.class);

  private final ModelStore store;
  private final ServableFactory<S> factory;
  private final LoadedModels<S> models;
  private final MemoryCheck memory;

  VersionLoader(
      ModelStore store, ServableFactory<S> factory, LoadedModels<S> models, MemoryCheck memory) {
    this.store = store;
    this.factory = factory;
    this.models = models;
    this.memory = memory;
  }

  /**
   * Loads a version; returns why it was refused, or empty if it is ready. Every step is visible.
   */
  Optional<ServingException> load(ModelId id) {
    try {
      models.put(id, Slot.loading("verifying"));
      ModelVersion version = store.read(id.name(), id.version());
      memory.require(id, version);
      models.put(id, Slot.loading("warming"));
      models.put(id, Slot.ready(version, factory.load(version)));
      return Optional.empty();
    } catch (ModelStoreException fault) {
      return refuse(id, new ModelRejected(id.toString(), "" + fault.getMessage(), fault));
    } catch (ServingException refusal) {
      return refuse(id, refusal);
    } catch (RuntimeException | Error fault) {
      log.error("loading {} failed", id, fault);
      return refuse(id, new ModelRejected(id.toString(), fault.toString(), fault));
    }
  }

  private Optional<ServingException> refuse(ModelId id, ServingException refusal) {
    log.error("{}", refusal.detail());
    models.put(id, Slot.unavailable(refusal.detail()));
    return Optional.of(refusal);
  }
}
