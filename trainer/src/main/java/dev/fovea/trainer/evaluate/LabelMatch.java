package dev.fovea.trainer.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/** Tells which of a model's classes a data set means by each of its own. */
final class LabelMatch {

  private LabelMatch() {}

  /**
   * Returns the model's index of each class of the data set: by name where every name is among the
   * labels, else in order.
   *
   * @throws IllegalArgumentException if names are foreign and the numbers of classes differ
   */
  static List<Integer> of(List<String> classes, List<String> labels) {
    if (labels.containsAll(classes)) {
      return classes.stream().map(labels::indexOf).toList();
    }
    if (classes.size() != labels.size()) {
      throw new IllegalArgumentException(
          "the data has %d classes and the model %d, and '%s' is none of the model's labels"
              .formatted(
                  classes.size(),
                  labels.size(),
                  classes.stream().filter(name -> !labels.contains(name)).findFirst().orElse("")));
    }
    return IntStream.range(0, classes.size()).boxed().toList();
  }
}
