package dev.fovea.service.model;

import dev.fovea.modelstore.ModelVersion;

/**
 * Makes a verified version ready to answer.
 *
 * @param <S> what answers
 */
@FunctionalInterface
public interface ServableFactory<S extends Servable> {

  /**
   * Opens the version, warms it and replays its golden inputs; takes seconds.
   *
   * @throws dev.fovea.service.failure.ServingException if it cannot be served, saying why
   */
  S load(ModelVersion version);
}
