package dev.fovea.trainer.foreign;

import java.util.Optional;

/**
 * What the caller says about a foreign graph.
 *
 * @param samples how pixels become the elements of a float32 input
 * @param side height and width of the input in pixels, where the graph leaves them open
 * @param output the output that tells the classes, or empty if the graph has only one that can
 * @param features the inner value that becomes the features, or empty for the input of the last
 *     layer with weights
 * @param optimized whether the passes over the graph are applied
 */
public record ImportRequest(
    SampleScaling samples,
    int side,
    Optional<String> output,
    Optional<String> features,
    boolean optimized) {

  /**
   * Checks the side.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ImportRequest {
    if (side < 1) {
      throw new IllegalArgumentException("side must be at least 1 pixel, got " + side);
    }
  }
}
