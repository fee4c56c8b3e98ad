package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.Filter;
import java.util.List;
import java.util.Map;

/** Translates filters to OpenSearch's query language. */
final class FilterClauses {

  private FilterClauses() {}

  static Map<String, Object> of(Filter filter) {
    return switch (filter) {
      case Filter.Everything() -> Map.of("match_all", Map.of());
      case Filter.TextIs(String field, String value) -> term(textField(field), value);
      case Filter.FlagIs(String field, boolean value) -> term("flag." + field, value);
      case Filter.NumberBetween(String field, double low, double high) ->
          Map.of("range", Map.of("number." + field, bounds(low, high)));
      case Filter.AllOf(List<Filter> filters) -> bool("filter", filters);
      case Filter.AnyOf(List<Filter> filters) -> bool("should", filters);
      case Filter.Not(Filter inner) -> bool("must_not", List.of(inner));
    };
  }

  private static Map<String, Object> bool(String clause, List<Filter> filters) {
    return Map.of("bool", Map.of(clause, filters.stream().map(FilterClauses::of).toList()));
  }

  private static Map<String, Object> term(String field, Object value) {
    return Map.of("term", Map.of(field, Map.of("value", value)));
  }

  private static Map<String, Object> bounds(double low, double high) {
    if (low == Double.NEGATIVE_INFINITY) {
      return Map.of("lte", high);
    }
    return high == Double.POSITIVE_INFINITY ? Map.of("gte", low) : Map.of("gte", low, "lte", high);
  }

  private static String textField(String field) {
    return switch (field) {
      case Filter.ID, Filter.LABEL, Filter.SHA256 -> field;
      default -> "text." + field;
    };
  }
}
