package dev.fovea.trainer.evaluate;

import java.util.List;

/**
 * What an evaluation found; its fields are those of the JSON file.
 *
 * @param model name of the model
 * @param version its version
 * @param crops crops a picture, whose probabilities were averaged
 * @param images pictures that were answered
 * @param top1 share of them whose true class was the most probable
 * @param top5 share of them whose true class was among the five most probable
 * @param labels the classes
 * @param confusion counts: a row a true class, a column an answered class
 * @param unreadable pictures that could not be decoded, with the reason
 * @param seconds how long it took
 */
public record EvaluationReport(
    String model,
    int version,
    int crops,
    int images,
    double top1,
    double top5,
    List<String> labels,
    List<List<Integer>> confusion,
    List<Unreadable> unreadable,
    double seconds) {

  /** Copies the lists. */
  public EvaluationReport {
    labels = List.copyOf(labels);
    confusion = confusion.stream().map(List::copyOf).toList();
    unreadable = List.copyOf(unreadable);
  }

  /**
   * A picture that could not be decoded.
   *
   * @param name of the picture
   * @param reason why
   */
  public record Unreadable(String name, String reason) {}
}
