package dev.fovea.modelstore;

import dev.fovea.vision.Preprocessing;
import java.util.List;
import java.util.Optional;

/**
 * What makes a graph an image classifier: which tensors mean what, and how a picture becomes the
 * input.
 *
 * @param input name of the input that takes pictures
 * @param preprocessing how a decoded picture becomes uint8 HWC pixels
 * @param encoding how those pixels become elements of the input
 * @param probabilities name of the output of shape [N, classes]
 * @param activation what still has to be applied to that output to get probabilities
 * @param features name of the output of shape [N, d], or empty if the graph has none
 */
public record ImageContract(
    String input,
    Preprocessing preprocessing,
    Encoding encoding,
    String probabilities,
    Activation activation,
    Optional<String> features) {

  /**
   * Checks that the pre-processing yields what an input takes.
   *
   * @throws IllegalArgumentException if element type or shape differ
   */
  void requireFits(TensorSpec tensor) {
    long height = preprocessing.outputHeight();
    long width = preprocessing.outputWidth();
    long channels = preprocessing.color().channels();
    TensorSpec wanted =
        switch (encoding) {
          case Encoding.Raw() ->
              new TensorSpec(input, TensorType.UINT8, List.of(-1L, height, width, channels));
          case Encoding.Normalized _ ->
              new TensorSpec(input, TensorType.FP32, List.of(-1L, channels, height, width));
        };
    if (!wanted.accepts(tensor)) {
      throw new IllegalArgumentException(
          "image.preprocessing and image.encoding yield %s, the graph takes %s"
              .formatted(wanted, tensor));
    }
  }

  /** What turns the classifier's output into probabilities. */
  public enum Activation {
    /** The output is probabilities already. */
    NONE,
    /** The output is logits. */
    SOFTMAX
  }

  /** How uint8 HWC pixels become elements of the graph's input. */
  public sealed interface Encoding {

    /** Pixels go in as they are: uint8 of shape [N, H, W, C]. The graph scales them itself. */
    record Raw() implements Encoding {}

    /**
     * Float32 of shape [N, C, H, W], each sample (pixel − mean[c]) × scale[c].
     *
     * @param mean a value a channel, on the 0–255 scale, in the order of the picture's channels
     * @param scale a factor a channel
     * @param bgr whether the graph wants blue first
     */
    record Normalized(List<Float> mean, List<Float> scale, boolean bgr) implements Encoding {
      /**
       * Copies the lists.
       *
       * @throws IllegalArgumentException if the two lengths differ
       */
      public Normalized {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (mean.size() != scale.size()) {
          throw new IllegalArgumentException(
              "mean has %d values and scale %d; both need one a channel"
                  .formatted(mean.size(), scale.size()));
        }
      }
    }
  }
}
