package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.inference.BatchSettings;
import dev.fovea.service.inference.InferenceProperties;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.Device;
import dev.fovea.service.model.ModelProperties;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.model.VersionPolicy;
import dev.fovea.service.protocol.v2.ModelConfiguration.DynamicBatching;
import dev.fovea.service.protocol.v2.ModelConfiguration.Input;
import dev.fovea.service.protocol.v2.ModelConfiguration.InstanceGroup;
import dev.fovea.service.protocol.v2.ModelConfiguration.Output;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes down how a model is set up as clients of Triton expect it. */
@Component
public final class ModelConfigurations {

  private final Catalog catalog;
  private final ModelDescriptions descriptions;
  private final ModelProperties models;
  private final InferenceProperties inference;

  ModelConfigurations(
      Catalog catalog,
      ModelDescriptions descriptions,
      ModelProperties models,
      InferenceProperties inference) {
    this.catalog = catalog;
    this.descriptions = descriptions;
    this.models = models;
    this.inference = inference;
  }

  /**
   * Returns the configuration of the version that would answer.
   *
   * @throws dev.fovea.service.failure.ModelNotFound if there is none
   * @throws dev.fovea.service.failure.ModelNotReady if it has not been read from the store yet
   */
  public ModelConfiguration of(ModelSelector model) {
    ModelVersion version = descriptions.version(model);
    Manifest manifest = version.manifest();
    boolean batches = batches(manifest);
    BatchSettings settings = inference.batching(model.name());
    return new ModelConfiguration(
        model.name(),
        ModelDescriptions.PLATFORM,
        "onnxruntime",
        policy(models.policy(model.name())),
        batches ? settings.maxBatchSize() : 0,
        manifest.inputs().stream().map(spec -> input(manifest, spec, batches)).toList(),
        Outputs.of(manifest).stream().map(spec -> output(version, spec, batches)).toList(),
        List.of(instances(model)),
        Manifest.GRAPH,
        batches
            ? new DynamicBatching(settings.batchSizes(), settings.maxDelay().toNanos() / 1_000)
            : null);
  }

  /** Tells whether the first dimension of every tensor is a batch of any size. */
  static boolean batches(Manifest manifest) {
    return Stream.concat(manifest.inputs().stream(), manifest.outputs().stream())
        .allMatch(spec -> !spec.shape().isEmpty() && spec.shape().getFirst() == -1);
  }

  private static Input input(Manifest manifest, TensorSpec spec, boolean batches) {
    Optional<ImageContract> picture =
        manifest.image().filter(image -> image.input().equals(spec.name()));
    String format =
        picture
            .map(image ->
                switch (image.encoding()) {
                  case ImageContract.Encoding.Raw _ -> "FORMAT_NHWC";
                  case ImageContract.Encoding.Normalized _ -> "FORMAT_NCHW";
                })
            .orElse("FORMAT_NONE");
    return new Input(spec.name(), TensorTypes.configured(spec.type()), format, dims(spec, batches));
  }

  private static Output output(ModelVersion version, TensorSpec spec, boolean batches) {
    boolean labelled =
        version.manifest().image().filter(it -> it.probabilities().equals(spec.name())).isPresent();
    return new Output(
        spec.name(),
        TensorTypes.configured(spec.type()),
        dims(spec, batches),
        labelled ? Manifest.LABELS : "");
  }

  private static List<Long> dims(TensorSpec spec, boolean batches) {
    return batches ? spec.shape().subList(1, spec.shape().size()) : spec.shape();
  }

  private InstanceGroup instances(ModelSelector model) {
    Device device = catalog.resolve(model).device().orElse(Device.CPU);
    String kind =
        switch (device) {
          case CPU -> "KIND_CPU";
          case CUDA -> "KIND_GPU";
        };
    return new InstanceGroup(model.name() + "_0", kind, 1);
  }

  private static ModelConfiguration.VersionPolicy policy(VersionPolicy policy) {
    return switch (policy) {
      case VersionPolicy.Latest(int count) ->
          new ModelConfiguration.VersionPolicy(
              new ModelConfiguration.VersionPolicy.Latest(count), null, null);
      case VersionPolicy.All _ ->
          new ModelConfiguration.VersionPolicy(
              null, new ModelConfiguration.VersionPolicy.All(), null);
      case VersionPolicy.Specific(Set<Integer> versions) ->
          new ModelConfiguration.VersionPolicy(
              null,
              null,
              new ModelConfiguration.VersionPolicy.Specific(
                  versions.stream().sorted().map(Integer::longValue).toList()));
    };
  }
}
