package dev.fovea.service.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.modelstore.TensorType;
import dev.fovea.service.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutputsTest {

  private static final List<String> GRAPH =
      List.of("attention", "features", "embedding", "probabilities");

  @Test
  void listsProbabilitiesThenFeaturesThenTheRestAsTheGraphHasThem() {
    assertThat(names(Optional.of(TestStore.picture(Optional.of("features")))))
        .containsExactly("probabilities", "features", "attention", "embedding");
  }

  @Test
  void listsProbabilitiesFirstWhereNothingIsCalledFeatures() {
    assertThat(names(Optional.of(TestStore.picture(Optional.empty()))))
        .containsExactly("probabilities", "attention", "features", "embedding");
  }

  @Test
  void keepsTheOrderOfAGraphThatTakesNoPictures() {
    assertThat(names(Optional.empty())).isEqualTo(GRAPH);
  }

  private static List<String> names(Optional<ImageContract> image) {
    Manifest tiny = TestStore.manifest("tiny", 1, image, Map.of(Manifest.GRAPH, "0".repeat(64)));
    Manifest manifest =
        new Manifest(
            tiny.name(),
            tiny.version(),
            tiny.architecture(),
            tiny.description(),
            tiny.inputs(),
            GRAPH.stream()
                .map(name -> new TensorSpec(name, TensorType.FP32, List.of(-1L, 4L)))
                .toList(),
            image,
            tiny.golden(),
            tiny.provenance(),
            tiny.measured(),
            tiny.files());
    return Outputs.of(manifest).stream().map(TensorSpec::name).toList();
  }
}
