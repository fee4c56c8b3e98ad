package dev.fovea.service.classify;

import java.util.ArrayList;
import java.util.List;

/** Picks the most probable classes. */
public final class TopK {

  private TopK() {}

  /**
   * Returns the {@code k} most probable classes, most probable first, ties by index.
   *
   * @param probabilities shape [classes]
   * @param labels one a class
   * @param k how many; fewer are returned if there are fewer classes
   */
  public static List<Prediction> of(float[] probabilities, List<String> labels, int k) {
    int count = Math.min(k, probabilities.length);
    int[] best = new int[count];
    int held = 0;
    for (int index = 0; index < probabilities.length; index++) {
      int place = held;
      while (place > 0 && probabilities[index] > probabilities[best[place - 1]]) {
        place--;
      }
      if (place < count) {
        int last = Math.min(held, count - 1);
        System.arraycopy(best, place, best, place + 1, last - place);
        best[place] = index;
        held = Math.min(held + 1, count);
      }
    }
    List<Prediction> predictions = new ArrayList<>(count);
    for (int index : best) {
      predictions.add(new Prediction(labels.get(index), index, probabilities[index]));
    }
    return predictions;
  }
}
