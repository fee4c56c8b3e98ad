package dev.fovea.bench.serving;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named figures in the order in which they were measured, rounded to four significant digits. */
final class ServingFigures {

  private final Map<String, Number> byName = new LinkedHashMap<>();

  /** Adds a figure and says so on the terminal, since a run takes minutes. */
  void add(String name, double value) {
    double rounded = Double.parseDouble("%.4g".formatted(value));
    byName.put(name, rounded);
    System.err.printf("%-36s %s%n", name, rounded);
  }

  /** Returns every figure so far. */
  Map<String, Number> all() {
    return Collections.unmodifiableMap(byName);
  }
}
