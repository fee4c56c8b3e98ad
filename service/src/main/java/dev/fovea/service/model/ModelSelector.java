package dev.fovea.service.model;

/**
 * A model as a request names it.
 *
 * @param name the model's name
 * @param version which of its versions
 */
public record ModelSelector(String name, VersionChoice version) {

  /** Selects the current version of a model. */
  public static ModelSelector current(String name) {
    return new ModelSelector(name, new VersionChoice.Current());
  }

  /** Selects exactly one version. */
  public static ModelSelector exactly(ModelId id) {
    return new ModelSelector(id.name(), new VersionChoice.Exactly(id.version()));
  }

  /** Returns {@code name} or {@code name/version}, as messages write it. */
  @Override
  public String toString() {
    return version instanceof VersionChoice.Current ? name : name + "/" + version.text();
  }
}
