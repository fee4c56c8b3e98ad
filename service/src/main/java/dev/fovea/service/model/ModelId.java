package dev.fovea.service.model;

/**
 * One version of one model.
 *
 * @param name the model's name in the store
 * @param version its positive integer version
 */
public record ModelId(String name, int version) {

  @Override
  public String toString() {
    return name + "/" + version;
  }
}
