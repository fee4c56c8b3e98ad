package dev.fovea.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fovea.modelstore.ModelStoreException.InvalidManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds the manifest's reader any bytes. A normal run reads the seeds; with {@code JAZZER_FUZZ=1}
 * in the environment Jazzer makes new inputs from them, guided by coverage.
 */
final class ManifestFuzzTest {

  static Stream<Arguments> seeds() {
    return Stream.of("", ManifestFileTest.SOUND, "name: &a [*a]", "{}", "--- !!java.net.URL [x]")
        .map(yaml -> Arguments.of((Object) yaml.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1h")
  void answersAnyBytesWithAManifestOrARefusal(byte[] yaml) {
    if (yaml == null) {
      return;
    }
    try {
      assertThat(ManifestFile.parse(Path.of("fuzzed"), yaml).files()).isNotEmpty();
    } catch (InvalidManifest e) {
      assertThat(e).hasMessageContaining("fuzzed");
    }
  }
}
