package dev.fovea.trainer.cli;

import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which version of which model a command works on. */
final class ModelOptions {

  @Parameters(
      paramLabel = "MODEL",
      description = "Name, or name/version; without a version the newest.")
  private String model = "";

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = "${env:FOVEA_ROOT:-.}/model-store/models",
      description = "Model store (${DEFAULT-VALUE}).")
  private Path models = Path.of(".");

  /**
   * Reads and verifies the version.
   *
   * @throws IllegalArgumentException if the store lacks it, listing what it has
   */
  ModelVersion read() throws ModelStoreException {
    return read(new ModelStore(models), model);
  }

  /**
   * Reads and verifies a version: {@code name/version}, or {@code name} for the newest.
   *
   * @throws IllegalArgumentException if the store lacks it, listing what it has
   */
  static ModelVersion read(ModelStore store, String model) throws ModelStoreException {
    int slash = model.indexOf('/');
    String name = slash < 0 ? model : model.substring(0, slash);
    if (!store.models().contains(name)) {
      throw new IllegalArgumentException(
          "%s holds no model '%s'; it holds %s".formatted(store.root(), name, store.models()));
    }
    List<Integer> versions = store.versions(name);
    int version =
        slash < 0
            ? versions.stream().max(Integer::compare).orElseThrow()
            : number(model.substring(slash + 1));
    if (!versions.contains(version)) {
      throw new IllegalArgumentException(
          "%s has the versions %s, not %d".formatted(name, versions, version));
    }
    return store.read(name, version);
  }

  /** Returns the folder of the model store. */
  Path store() {
    return models;
  }

  private static int number(String version) {
    try {
      return Integer.parseInt(version);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("'" + version + "' is no version number");
    }
  }
}
