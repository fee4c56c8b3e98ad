package dev.fovea.e2e.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks Prometheus for.
 *
 * @param selectors the time series it reads
 * @param groupings labels that it groups by
 */
record PromQl(List<Selector> selectors, Set<String> groupings) {

  private static final Pattern STRING =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern SERIES =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^}]*)})?(\\s*\\()?");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

  /**
   * Series of one name.
   *
   * @param metric the name
   * @param labels those that are matched
   */
  record Selector(String metric, Set<String> labels) {}

  /** Reads an expression, in which variables of Grafana may stand for values and ranges. */
  static PromQl of(String expression) {
    String bare = STRING.matcher(expression).replaceAll("\"\"");
    Set<String> groupings = new TreeSet<>();
    Matcher grouping = GROUPING.matcher(bare);
    while (grouping.find()) {
      groupings.addAll(names(grouping.group(2)));
    }
    String series =
        RANGE.matcher(grouping.replaceAll(" ")).replaceAll(" ").replaceAll("\\b[0-9][\\w.]*", " ");
    List<Selector> selectors = new ArrayList<>();
    Matcher found = SERIES.matcher(series);
    while (found.find()) {
      boolean called = found.group(3) != null && found.group(2) == null;
      if (!called && !WORDS.contains(found.group(1).toLowerCase(Locale.ROOT))) {
        selectors.add(new Selector(found.group(1), matched(found.group(2))));
      }
    }
    return new PromQl(selectors, groupings);
  }

  private static Set<String> matched(String matchers) {
    Set<String> labels = new TreeSet<>();
    if (matchers != null) {
      LABEL.matcher(matchers).results().forEach(label -> labels.add(label.group(1)));
    }
    return labels;
  }

  private static List<String> names(String list) {
    return Pattern.compile(",")
        .splitAsStream(list)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
