package dev.fovea.service.protocol.v2;

import dev.fovea.service.failure.FeatureDisabled;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Batcher;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.Lifecycle;
import dev.fovea.service.model.ModelState;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The model repository extension: what is in the store, and loading and unloading it. */
@Component
public final class Repository {

  private final Catalog catalog;
  private final Lifecycle<Batcher> lifecycle;
  private final RepositoryProperties properties;

  Repository(Catalog catalog, Lifecycle<Batcher> lifecycle, RepositoryProperties properties) {
    this.catalog = catalog;
    this.lifecycle = lifecycle;
    this.properties = properties;
  }

  /**
   * Lists every version of every model.
   *
   * @param readyOnly whether to leave out those that are not ready
   * @throws FeatureDisabled if the repository is not for clients
   */
  public List<RepositoryEntry> index(boolean readyOnly) {
    requireEnabled();
    return catalog.models().stream()
        .flatMap(model -> catalog.versions(model).stream())
        .filter(status -> !readyOnly || status.state() == ModelState.READY)
        .map(RepositoryEntry::of)
        .toList();
  }

  /**
   * Loads those versions of a model that the policy wants, again if need be, and returns when they
   * serve.
   *
   * @param parameters names of the parameters sent; none is taken, as models come from the store
   * @throws FeatureDisabled if the repository is not for clients
   * @throws dev.fovea.service.failure.ModelNotFound if the store has no such model
   * @throws dev.fovea.service.failure.ModelRejected if a version cannot be served
   */
  public void load(String model, Set<String> parameters) {
    requireEnabled();
    if (!parameters.isEmpty()) {
      throw new InvalidParameter(
          "parameters", "must be empty, as models are loaded as the store has them");
    }
    lifecycle.load(model);
  }

  /**
   * Unloads every version of a model, after the requests they have.
   *
   * @throws FeatureDisabled if the repository is not for clients
   * @throws dev.fovea.service.failure.ModelNotFound if there is no such model
   */
  public void unload(String model) {
    requireEnabled();
    lifecycle.unload(model);
  }

  private void requireEnabled() {
    if (!properties.enabled()) {
      throw new FeatureDisabled("the model repository", "fovea.repository.enabled");
    }
  }
}
