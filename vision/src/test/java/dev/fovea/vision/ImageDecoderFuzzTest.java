package dev.fovea.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds the decoder whatever a network can send. A normal run decodes the seeds; with {@code
 * JAZZER_FUZZ=1} in the environment Jazzer makes new inputs from them, guided by coverage.
 */
final class ImageDecoderFuzzTest {

  private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(2_048, 1_000_000));

  static Stream<Arguments> seeds() {
    return HostileBytesTest.pictures().map(Named::getPayload).map(Arguments::of);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1h")
  void answersAnyBytesWithPixelsOrAnImageException(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    try (DecodedImage image = decoder.decode(bytes, ColorMode.RGB, 0)) {
      assertThat(image.pixels()).hasSize(image.width() * image.height() * 3);
    } catch (ImageException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
