package dev.fovea.trainer.report;

import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.network.Summary;
import java.util.Locale;

/** Prints a network's layers as a table for people. */
public final class SummaryTable {

  private SummaryTable() {}

  /** Returns one line a layer, a header before and the totals after. */
  public static String of(Summary summary) {
    StringBuilder table = new StringBuilder();
    line(table, "layer", "output", "parameters", "connections", "neurons", "multiply-adds");
    line(table, "input", text(summary.input()), "", "", "", "");
    for (Summary.Row row : summary.rows()) {
      line(
          table,
          row.name(),
          text(row.output()),
          number(row.parameters()),
          number(row.connections()),
          number(row.neurons()),
          number(row.multiplyAccumulates()));
    }
    line(
        table,
        "total",
        "",
        number(summary.parameters()),
        number(summary.connections()),
        number(summary.neurons()),
        number(summary.multiplyAccumulates()));
    return table.toString();
  }

  private static void line(StringBuilder table, Object... columns) {
    table.append("%-12s %-14s %12s %13s %10s %14s%n".formatted(columns));
  }

  private static String text(Shape shape) {
    return "%d@%dx%d".formatted(shape.channels(), shape.height(), shape.width());
  }

  private static String number(long count) {
    return count == 0 ? "" : String.format(Locale.ROOT, "%,d", count);
  }
}
