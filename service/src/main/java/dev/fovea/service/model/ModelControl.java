package dev.fovea.service.model;

/** Changes what is served while the service runs. */
public interface ModelControl {

  /**
   * Loads the versions of a model that its policy wants and retires the others; returns when all is
   * done. A version that is refused leaves those that serve as they are.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if the store has no such model
   * @throws dev.fovea.service.failure.ServingException what the first refused version was refused
   *     for
   */
  void load(String model);

  /**
   * Retires every version of a model; returns when the last request is answered.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is no such model
   */
  void unload(String model);

  /**
   * Points a label at a version: the next request goes there.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is no such version
   * @throws dev.fovea.service.failure.ModelNotReady if the version does not answer
   */
  void promote(ModelId id, String label);

  /**
   * Points a label back at the version it pointed at before.
   *
   * @return the version it points at now
   * @throws dev.fovea.service.failure.ModelNotFound if there is no such model
   * @throws dev.fovea.service.failure.NoEarlierVersion if it did not point anywhere before
   */
  ModelId rollback(String model, String label);
}
