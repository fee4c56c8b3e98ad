package dev.fovea.service.protocol.v2;

import dev.fovea.service.inference.Batcher;
import dev.fovea.service.model.Lease;
import dev.fovea.service.model.LoadedModels;
import dev.fovea.service.model.ModelId;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.model.ModelState;
import dev.fovea.service.model.VersionStatus;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reports what the loaded versions did. */
@Component
public final class StatisticsReport {

  private final LoadedModels<Batcher> models;

  StatisticsReport(LoadedModels<Batcher> models) {
    this.models = models;
  }

  /** Returns the statistics of every version that is ready. */
  public List<ModelStatistics> all() {
    return models.models().stream().flatMap(this::ready).map(this::of).toList();
  }

  /**
   * Returns the statistics of a model's ready versions.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is no such model
   */
  public List<ModelStatistics> ofModel(String model) {
    return ready(model).map(this::of).toList();
  }

  /**
   * Returns the statistics of one version.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is none
   * @throws dev.fovea.service.failure.ModelNotReady if it is not loaded
   */
  public List<ModelStatistics> ofVersion(ModelSelector model) {
    return List.of(of(models.resolve(model).id()));
  }

  private Stream<ModelId> ready(String model) {
    return models.versions(model).stream()
        .filter(status -> status.state() == ModelState.READY)
        .map(VersionStatus::id);
  }

  private ModelStatistics of(ModelId id) {
    try (Lease<Batcher> lease = models.lease(ModelSelector.exactly(id))) {
      return ModelStatistics.of(id, lease.servable().statistics());
    }
  }
}
