package dev.fovea.trainer.training;

import dev.fovea.trainer.data.Augmenter;
import dev.fovea.trainer.data.Batch;
import dev.fovea.trainer.data.BatchLoader;
import dev.fovea.trainer.data.LabeledImages;
import dev.fovea.trainer.data.Unreadable;
import dev.fovea.trainer.torch.TorchModel;
import java.util.stream.IntStream;

/**
 * How a network in training does on pictures it was not trained on.
 *
 * @param error share classified wrongly, 0–1
 * @param loss mean −log p of the right class
 */
record Accuracy(double error, double loss) {

  private static final int BATCH = 100;

  /** Runs all pictures through the network, without augmentation. */
  static Accuracy of(
      TorchModel model, LabeledImages images, Augmenter plain, Unreadable unreadable, int threads)
      throws InterruptedException {
    int[] order = IntStream.range(0, images.size()).toArray();
    int classes = model.network().classes();
    long wrong = 0;
    double loss = 0;
    try (BatchLoader loader =
        new BatchLoader(images, plain, order, 0, BATCH, 0, unreadable, threads)) {
      while (loader.hasNext()) {
        Batch batch = loader.next();
        float[] probabilities = model.answer(batch.pixels(), batch.size()).probabilities();
        for (int image = 0; image < batch.size(); image++) {
          int right = (int) batch.labels()[image];
          wrong += largest(probabilities, image * classes, classes) == right ? 0 : 1;
          loss -= Math.log(Math.max(probabilities[image * classes + right], Float.MIN_NORMAL));
        }
      }
    }
    return new Accuracy((double) wrong / images.size(), loss / images.size());
  }

  private static int largest(float[] values, int from, int count) {
    int best = 0;
    for (int at = 1; at < count; at++) {
      if (values[from + at] > values[from + best]) {
        best = at;
      }
    }
    return best;
  }
}
