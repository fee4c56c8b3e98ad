package dev.fovea.service.protocol.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.model.Device;
import dev.fovea.service.model.VersionStatus;
import dev.fovea.vision.Preprocessing;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model as it is written. What only a verified version has is absent until then.
 *
 * @param version its number, as a string like everywhere
 * @param state LOADING, READY, UNLOADING or UNAVAILABLE
 * @param reason why it is not ready
 * @param versionLabels labels that point at it, such as {@code stable}
 * @param device what it really runs on
 * @param labels names of the classes, in order
 * @param image how it takes pictures, absent if it takes only tensors
 * @param measured what the trainer measured, such as {@code top1}
 * @param digest SHA-256 of the graph
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VersionView(
    String version,
    String state,
    @Nullable String reason,
    Collection<String> versionLabels,
    @Nullable String device,
    @Nullable String architecture,
    @Nullable String description,
    @Nullable String digest,
    @Nullable List<String> labels,
    @Nullable ImageInput image,
    @Nullable List<Tensor> inputs,
    @Nullable List<Tensor> outputs,
    @Nullable Map<String, String> provenance,
    @Nullable Map<String, Double> measured) {

  /** An input or output as it is written. */
  record Tensor(String name, String datatype, List<Long> shape) {
    static Tensor of(TensorSpec spec) {
      return new Tensor(spec.name(), spec.type().name(), spec.shape());
    }
  }

  /** What a model sees of a picture, and whether it gives features, as it is written. */
  record ImageInput(String color, int width, int height, boolean features) {
    static ImageInput of(ImageContract contract) {
      Preprocessing recipe = contract.preprocessing();
      return new ImageInput(
          recipe.color().name(),
          recipe.outputWidth(),
          recipe.outputHeight(),
          contract.features().isPresent());
    }
  }

  static VersionView of(VersionStatus status) {
    Optional<ModelVersion> version = status.loaded();
    Optional<Manifest> manifest = version.map(ModelVersion::manifest);
    return new VersionView(
        Integer.toString(status.id().version()),
        status.state().name(),
        status.reason().isEmpty() ? null : status.reason(),
        status.labels(),
        status.device().map(VersionView::lower).orElse(null),
        manifest.map(Manifest::architecture).orElse(null),
        manifest.map(Manifest::description).orElse(null),
        version.map(ModelVersion::digest).orElse(null),
        version.map(ModelVersion::labels).orElse(null),
        manifest.flatMap(Manifest::image).map(ImageInput::of).orElse(null),
        manifest.map(each -> tensors(each.inputs())).orElse(null),
        manifest.map(each -> tensors(each.outputs())).orElse(null),
        manifest.<Map<String, String>>map(each -> new TreeMap<>(each.provenance())).orElse(null),
        manifest.<Map<String, Double>>map(each -> new TreeMap<>(each.measured())).orElse(null));
  }

  private static List<Tensor> tensors(List<TensorSpec> specs) {
    return specs.stream().map(Tensor::of).toList();
  }

  private static String lower(Device device) {
    return device.name().toLowerCase(Locale.ROOT);
  }
}
