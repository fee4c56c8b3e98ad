package dev.fovea.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fovea.modelstore.ModelStoreException.InvalidManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestFileTest {

  private static final long SEED = 7;
  private static final String ODD = "{}[]&*!|>:-#%@\"'\n\t \0~9a";

  static final String SOUND =
      """
      name: tiny
      version: 1
      architecture: drawn
      description: two classes
      inputs:
      - {name: pixels, type: uint8, shape: [-1, 2, 2, 3]}
      outputs:
      - {name: probabilities, type: fp32, shape: [-1, 2]}
      image:
        input: pixels
        preprocessing:
          color: rgb
          background: 255
          resize: {kind: shorter-side, pixels: 2}
          cropHeight: 2
          cropWidth: 2
          padding: 0
          paddingValue: 0
        encoding: {kind: raw}
        probabilities: probabilities
        activation: none
      provenance: {seed: 1998}
      measured: {top1: 0.5}
      files:
        model.onnx: 598a69f6ce439301e3192b3af20b278339bc61b7fcd85813d5a022edcebbaa01
      """;

  @Test
  void writesWhatItReads() throws InvalidManifest {
    Manifest manifest = parse(SOUND);
    byte[] written = ManifestFile.write(manifest);
    assertThat(new String(written, StandardCharsets.UTF_8)).contains("kind: shorter-side");
    assertThat(ManifestFile.parse(Path.of("written"), written)).isEqualTo(manifest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "- a list",
        "name: [",
        "name: &a [*a, *a]",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
        "--- {name: tiny}\n--- {name: tiny}",
        "? [complex, key]\n: 1"
      })
  void refusesWhatIsNoManifest(String yaml) {
    assertThatExceptionOfType(InvalidManifest.class).isThrownBy(() -> parse(yaml));
  }

  @Test
  void refusesDeepNesting() {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> parse("name: " + "[".repeat(10_000)));
  }

  @Test
  void refusesADigestThatIsNone() {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> parse(SOUND.replace("598a69f6", "598A69F6")))
        .withMessageContaining("model.onnx")
        .withMessageContaining("598A69F6");
  }

  @Test
  void refusesAFractionWhereAnIntegerStands() {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> parse(SOUND.replace("cropHeight: 2", "cropHeight: 2.5")))
        .withMessageContaining("cropHeight")
        .withMessageContaining("2.5");
  }

  @Test
  void survivesDamagedCharacters() {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      StringBuilder damaged = new StringBuilder(SOUND);
      for (int fault = 0; fault <= i % 3; fault++) {
        char other = ODD.charAt(random.nextInt(ODD.length()));
        damaged.setCharAt(random.nextInt(damaged.length()), other);
      }
      try {
        assertThat(parse(damaged.toString()).files()).isNotEmpty();
      } catch (InvalidManifest e) {
        assertThat(e).hasMessageContaining("manifest.yaml");
        refused++;
      }
    }
    assertThat(refused).as("refused, seed %d", SEED).isGreaterThan(1_000);
  }

  private static Manifest parse(String yaml) throws InvalidManifest {
    return ManifestFile.parse(Path.of(ManifestFile.NAME), yaml.getBytes(StandardCharsets.UTF_8));
  }
}
