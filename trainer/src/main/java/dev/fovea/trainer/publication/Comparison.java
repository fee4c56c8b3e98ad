package dev.fovea.trainer.publication;

import dev.fovea.trainer.data.Augmenter;
import dev.fovea.trainer.data.Batch;
import dev.fovea.trainer.data.BatchLoader;
import dev.fovea.trainer.data.LabeledImages;
import dev.fovea.trainer.data.Unreadable;
import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.GraphSession.Input;
import dev.fovea.trainer.onnx.NetworkGraph;
import dev.fovea.trainer.torch.TorchModel;
import java.util.Map;
import java.util.stream.IntStream;

/** The trainer's answers beside those of the exported graph. */
public final class Comparison {

  private final int images;
  private final double largestDifference;
  private final int[] answers;

  /** Keeps the arrays. */
  Comparison(int images, double largestDifference, int[] answers) {
    this.images = images;
    this.largestDifference = largestDifference;
    this.answers = answers;
  }

  /** Returns how many pictures were compared. */
  public int images() {
    return images;
  }

  /** Returns the largest difference between two probabilities. */
  public double largestDifference() {
    return largestDifference;
  }

  /** Returns the most probable class of each picture, not copied. */
  public int[] answers() {
    return answers;
  }

  private static final int BATCH = 100;
  private static final int LOADER_THREADS = 2;

  /** Runs all pictures through both. */
  public static Comparison of(
      TorchModel model, GraphSession session, LabeledImages images, Augmenter plain)
      throws InterruptedException {
    int classes = model.network().classes();
    int[] order = IntStream.range(0, images.size()).toArray();
    int[] answers = new int[order.length];
    double largest = 0;
    int place = 0;
    try (BatchLoader loader =
        new BatchLoader(images, plain, order, 0, BATCH, 0, new Unreadable(), LOADER_THREADS)) {
      while (loader.hasNext()) {
        Batch batch = loader.next();
        float[] trained = model.answer(batch.pixels(), batch.size()).probabilities();
        float[] exported = run(session, batch, model.network().input());
        for (int at = 0; at < trained.length; at++) {
          largest = Math.max(largest, Math.abs(trained[at] - exported[at]));
        }
        for (int image = 0; image < batch.size(); image++) {
          answers[place++] = mostProbable(exported, image * classes, classes);
        }
      }
    }
    return new Comparison(place, largest, answers);
  }

  private static float[] run(GraphSession session, Batch batch, Shape shape) {
    return session
        .run(
            Map.of(
                NetworkGraph.PIXELS,
                Input.of(
                    batch.pixels(), batch.size(), shape.height(), shape.width(), shape.channels())))
        .of(NetworkGraph.PROBABILITIES);
  }

  private static int mostProbable(float[] values, int from, int count) {
    int best = 0;
    for (int at = 1; at < count; at++) {
      if (values[from + at] > values[from + best]) {
        best = at;
      }
    }
    return best;
  }
}
