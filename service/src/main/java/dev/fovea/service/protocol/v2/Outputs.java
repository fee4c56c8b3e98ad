package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.TensorSpec;
import java.util.Comparator;
import java.util.List;

/**
 * The order of a model's outputs wherever the protocol lists them. Clients take the first for the
 * answer, so a picture's probabilities come first, then its features, then the rest as the graph
 * has them.
 */
final class Outputs {

  private static final int PROBABILITIES = 0;
  private static final int FEATURES = 1;
  private static final int OTHERS = 2;

  private Outputs() {}

  static List<TensorSpec> of(Manifest manifest) {
    return manifest
        .image()
        .map(image ->
            manifest.outputs().stream()
                .sorted(Comparator.comparingInt(output -> rank(image, output.name())))
                .toList())
        .orElse(manifest.outputs());
  }

  private static int rank(ImageContract image, String output) {
    if (output.equals(image.probabilities())) {
      return PROBABILITIES;
    }
    return image.features().filter(output::equals).isPresent() ? FEATURES : OTHERS;
  }
}
