package dev.fovea.trainer.report;

import dev.fovea.trainer.network.Summary;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names a network's counts for programs: what is printed as JSON, and what a report keeps. */
public final class SummaryFields {

  private SummaryFields() {}

  /** Returns the totals by name, and under {@code layers} a row each. */
  public static Map<String, Object> of(Summary summary) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("network", summary.network());
    fields.put("input", summary.input());
    fields.put("parameters", summary.parameters());
    fields.put("connections", summary.connections());
    fields.put("neurons", summary.neurons());
    fields.put("multiplyAccumulates", summary.multiplyAccumulates());
    fields.put("layers", summary.rows());
    return fields;
  }
}
