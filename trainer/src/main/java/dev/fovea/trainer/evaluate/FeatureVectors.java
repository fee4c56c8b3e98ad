package dev.fovea.trainer.evaluate;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.trainer.onnx.GraphSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the features of pictures. */
public final class FeatureVectors {

  private FeatureVectors() {}

  /**
   * Returns the features of each of {@code indices} that can be decoded, in their order.
   *
   * @throws IllegalArgumentException if the graph gives no features
   */
  public static List<float[]> of(
      GraphSession session, ImageContract contract, TestPictures pictures, List<Integer> indices) {
    String features =
        contract
            .features()
            .orElseThrow(() -> new IllegalArgumentException("the model gives no features"));
    List<float[]> vectors = new ArrayList<>();
    new PictureRun(contract, Crops.CENTER, 32)
        .run(
            session,
            pictures,
            indices,
            new PictureRun.Listener() {
              @Override
              public void answered(List<Integer> answered, GraphSession.Outputs outputs) {
                float[] rows = outputs.of(features);
                int length = rows.length / answered.size();
                for (int row = 0; row < answered.size(); row++) {
                  vectors.add(Arrays.copyOfRange(rows, row * length, (row + 1) * length));
                }
              }

              @Override
              public void unreadable(int picture, String reason) {
                // What cannot be decoded has no features, for one graph as for the other.
              }
            });
    return vectors;
  }
}
