package dev.fovea.trainer.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs all experiments and prints their table. */
public final class Reproduction {

  private static final List<Experiment> EXPERIMENTS =
      List.of(
          new Counts(),
          new Digits(),
          new Invariance(),
          new SmallPhotographs(),
          new LargePhotographs());

  private Reproduction() {}

  /**
   * Runs all experiments.
   *
   * @param data folder that holds {@code mnist/}, {@code cifar10/} and {@code imagenette/}, each
   *     perhaps absent
   * @param models store of trained models
   * @param quick whether to walk each path in seconds rather than to measure
   * @return the table in Markdown
   */
  public static String table(Path data, Path models, boolean quick)
      throws IOException, InterruptedException {
    Bench bench = new Bench(data, models, quick);
    List<Row> rows = new ArrayList<>();
    for (Experiment experiment : EXPERIMENTS) {
      rows.addAll(experiment.run(bench));
    }
    StringBuilder table = new StringBuilder();
    line(table, new Row("figure", "paper", "ours", "command", "seed", "data SHA-256"));
    line(table, new Row("---", "---", "---", "---", "---", "---"));
    rows.forEach(row -> line(table, row));
    return table.toString();
  }

  private static void line(StringBuilder table, Row row) {
    table.append(
        "| %s | %s | %s | %s | %s | %s |%n"
            .formatted(row.what(), row.paper(), row.ours(), row.command(), row.seed(), row.data()));
  }
}
