package dev.fovea.e2e.chart;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML mapping, read by dotted paths such as {@code spec.template.spec}.
 *
 * @param values the mapping
 */
public record Fields(Map<?, ?> values) {

  static Fields of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(map);
    }
    throw new AssertionError("expected a mapping, found " + value);
  }

  /** Returns what stands at the path, empty if any step is missing. */
  public Optional<Object> at(String path) {
    Object value = values;
    for (String step : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return Optional.ofNullable(value);
  }

  /** Returns the mapping at the path; an empty one if it is missing. */
  public Fields fields(String path) {
    return at(path).map(Fields::of).orElseGet(() -> new Fields(Map.of()));
  }

  /** Returns the mappings of the list at the path; none if it is missing. */
  public List<Fields> list(String path) {
    return at(path)
        .map(value -> ((List<?>) value).stream().map(Fields::of).toList())
        .orElse(List.of());
  }

  /** Returns the text at the path; none if it is missing. */
  public String text(String path) {
    return at(path).map(String::valueOf).orElse("");
  }
}
