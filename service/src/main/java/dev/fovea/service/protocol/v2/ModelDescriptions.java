package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.ModelNotReady;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.model.ModelState;
import dev.fovea.service.model.VersionChoice;
import dev.fovea.service.model.VersionStatus;
import dev.fovea.service.protocol.v2.ModelMetadata.TensorMetadata;
import java.util.List;
import org.springframework.stereotype.Component;

/** Describes models in the protocol's words. */
@Component
public final class ModelDescriptions {

  /** What the protocol calls ONNX Runtime. */
  static final String PLATFORM = "onnxruntime_onnx";

  private final Catalog catalog;

  ModelDescriptions(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Returns the model a request names.
   *
   * @param version digits, or empty for the current version
   * @throws dev.fovea.service.failure.InvalidParameter if it is neither
   */
  public static ModelSelector selector(String model, String version) {
    return version.isEmpty()
        ? ModelSelector.current(model)
        : new ModelSelector(model, VersionChoice.parse(version));
  }

  /**
   * Returns whether a version answers requests now.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is none
   */
  public boolean ready(ModelSelector model) {
    return catalog.resolve(model).state() == ModelState.READY;
  }

  /**
   * Returns what there is to know before a request.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is no such version
   * @throws ModelNotReady if it has not been read from the store yet
   */
  public ModelMetadata metadata(ModelSelector model) {
    Manifest manifest = version(model).manifest();
    List<String> ready =
        catalog.versions(model.name()).stream()
            .filter(status -> status.state() == ModelState.READY)
            .map(status -> Integer.toString(status.id().version()))
            .toList();
    return new ModelMetadata(
        model.name(),
        ready,
        PLATFORM,
        manifest.inputs().stream().map(TensorMetadata::of).toList(),
        Outputs.of(manifest).stream().map(TensorMetadata::of).toList());
  }

  /**
   * Returns the version that would answer.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is none
   * @throws ModelNotReady if it has not been read from the store yet
   */
  ModelVersion version(ModelSelector model) {
    VersionStatus status = catalog.resolve(model);
    return status
        .loaded()
        .orElseThrow(() ->
            new ModelNotReady(
                model.toString(), "it is " + status.state() + ": " + status.reason()));
  }
}
