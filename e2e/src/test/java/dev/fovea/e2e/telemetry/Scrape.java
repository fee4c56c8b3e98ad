package dev.fovea.e2e.telemetry;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads of the service at one moment.
 *
 * @param labels labels of the samples by name of the metric
 */
record Scrape(Map<String, Set<String>> labels) {

  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+( \\d+)?$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Reads Prometheus's text format. */
  static Scrape of(String text) {
    Map<String, Set<String>> labels = new TreeMap<>();
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      Set<String> names = labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>());
      if (sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
      }
    }
    return new Scrape(labels);
  }
}
