package dev.fovea.service.model;

import java.util.List;

/** What is known about models, for anybody to read. */
public interface Catalog {

  /** Returns every model of the store and every loaded one, by name. */
  List<String> models();

  /**
   * Returns the versions of a model, lowest first.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is no such model
   */
  List<VersionStatus> versions(String model);

  /**
   * Returns the version that a request with this selector would be answered by.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if nothing fits
   */
  VersionStatus resolve(ModelSelector selector);
}
