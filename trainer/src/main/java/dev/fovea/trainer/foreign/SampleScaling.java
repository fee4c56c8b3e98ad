package dev.fovea.trainer.foreign;

import dev.fovea.modelstore.ImageContract.Encoding;
import java.util.Collections;
import java.util.List;

/**
 * How a uint8 sample becomes an element of a float32 input: (sample − mean) × scale.
 *
 * @param mean one value for all channels, or one a channel, red first
 * @param scale one factor for all channels, or one a channel, red first
 * @param bgr whether the graph wants blue first
 */
public record SampleScaling(List<Float> mean, List<Float> scale, boolean bgr) {

  /** RGB with ImageNet's mean and deviation, as torchvision and the ONNX model zoo have it. */
  public static final SampleScaling IMAGENET =
      new SampleScaling(
          List.of(123.675f, 116.28f, 103.53f),
          List.of(1 / 58.395f, 1 / 57.12f, 1 / 57.375f),
          false);

  /** BGR with ImageNet's mean subtracted and nothing else, as Caffe's networks have it. */
  public static final SampleScaling CAFFE =
      new SampleScaling(List.of(123f, 117f, 104f), List.of(1f), true);

  /** Samples brought to 0–1. */
  public static final SampleScaling UNIT = new SampleScaling(List.of(0f), List.of(1 / 255f), false);

  /** Copies the lists. */
  public SampleScaling {
    mean = List.copyOf(mean);
    scale = List.copyOf(scale);
  }

  /**
   * Returns the encoding for so many channels.
   *
   * @throws ImportException if there are neither one nor that many values
   */
  Encoding encoding(int channels) throws ImportException {
    return new Encoding.Normalized(
        spread("mean", mean, channels), spread("scale", scale, channels), bgr && channels == 3);
  }

  private static List<Float> spread(String name, List<Float> values, int channels)
      throws ImportException {
    if (values.size() == 1) {
      return Collections.nCopies(channels, values.getFirst());
    }
    if (values.size() != channels) {
      throw new ImportException(
          "%s has %d values, the input has %d channels; give 1 or %d"
              .formatted(name, values.size(), channels, channels));
    }
    return values;
  }
}
