package dev.fovea.service.similarity;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.POSITIVE_INFINITY;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the filter language of a search.
 *
 * <pre>
 * filter     = conjunction { "or" conjunction }
 * conjunction = term { "and" term }
 * term       = "not" term | "(" filter ")" | field operator value | field "in" "(" value { "," value } ")"
 * operator   = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * value      = number | "true" | "false" | word | 'text' | "text"
 * </pre>
 *
 * <p>A word needs no quotes if it is made of letters, digits and {@code _ - . :}; within quotes a
 * backslash keeps the next character. {@code label}, {@code id} and {@code sha256} are always text,
 * so {@code label = 7} finds the label "7". A filter has at most {@value #MAX_LENGTH} characters,
 * {@value #MAX_COMPARISONS} comparisons and {@value #MAX_DEPTH} levels.
 */
public final class FilterParser {

  static final int MAX_LENGTH = 2_000;
  static final int MAX_COMPARISONS = 100;
  static final int MAX_DEPTH = 16;

  private static final Set<String> TEXT_FIELDS = Set.of(Filter.LABEL, Filter.ID, Filter.SHA256);
  private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

  private final String text;
  private final List<FilterToken> tokens;
  private int next;
  private int comparisons;

  private FilterParser(String text) {
    this.text = text;
    this.tokens = FilterToken.all(text);
  }

  /**
   * Reads a filter; blank text passes everything.
   *
   * @throws InvalidFilter if the text is not of the language, naming the place
   */
  public static Filter parse(String text) {
    if (text.isBlank()) {
      return new Filter.Everything();
    }
    if (text.length() > MAX_LENGTH) {
      throw new InvalidFilter(
          MAX_LENGTH, "it has %d characters, at most %d fit".formatted(text.length(), MAX_LENGTH));
    }
    FilterParser parser = new FilterParser(text);
    Filter filter = parser.filter(0);
    if (parser.next < parser.tokens.size()) {
      throw parser.expected("'and', 'or' or the end");
    }
    return filter;
  }

  private Filter filter(int depth) {
    List<Filter> any = new ArrayList<>(List.of(conjunction(depth)));
    while (takeWord("or")) {
      any.add(conjunction(depth));
    }
    return any.size() == 1 ? any.getFirst() : new Filter.AnyOf(List.copyOf(any));
  }

  private Filter conjunction(int depth) {
    List<Filter> all = new ArrayList<>(List.of(term(depth)));
    while (takeWord("and")) {
      all.add(term(depth));
    }
    return all.size() == 1 ? all.getFirst() : new Filter.AllOf(List.copyOf(all));
  }

  private Filter term(int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidFilter(position(), "it is nested deeper than %d".formatted(MAX_DEPTH));
    }
    if (takeWord("not")) {
      return new Filter.Not(term(depth + 1));
    }
    if (takeSymbol("(")) {
      Filter inner = filter(depth + 1);
      require(")");
      return inner;
    }
    return comparison();
  }

  private Filter comparison() {
    FilterToken field = take("a field");
    if (field.kind() != FilterToken.Kind.WORD || !FIELD.matcher(field.text()).matches()) {
      throw new InvalidFilter(
          field.position(), "expected a field, got '%s'".formatted(field.text()));
    }
    if (takeWord("in")) {
      return in(field.text());
    }
    FilterToken operator = take("an operator");
    FilterToken value = take("a value");
    return switch (operator.text()) {
      case "=" -> equal(field.text(), value);
      case "!=" -> new Filter.Not(equal(field.text(), value));
      case "<" -> between(field.text(), NEGATIVE_INFINITY, Math.nextDown(number(value)));
      case "<=" -> between(field.text(), NEGATIVE_INFINITY, number(value));
      case ">" -> between(field.text(), Math.nextUp(number(value)), POSITIVE_INFINITY);
      case ">=" -> between(field.text(), number(value), POSITIVE_INFINITY);
      default ->
          throw new InvalidFilter(
              operator.position(), "expected an operator, got '%s'".formatted(operator.text()));
    };
  }

  private Filter in(String field) {
    require("(");
    List<Filter> any = new ArrayList<>();
    do {
      any.add(equal(field, take("a value")));
    } while (takeSymbol(","));
    require(")");
    return new Filter.AnyOf(List.copyOf(any));
  }

  private Filter equal(String field, FilterToken value) {
    count(value);
    if (value.kind() == FilterToken.Kind.SYMBOL) {
      throw new InvalidFilter(
          value.position(), "expected a value, got '%s'".formatted(value.text()));
    }
    if (value.kind() == FilterToken.Kind.QUOTED || TEXT_FIELDS.contains(field)) {
      return new Filter.TextIs(field, value.text());
    }
    if (NUMBER.matcher(value.text()).matches()) {
      double number = Double.parseDouble(value.text());
      return new Filter.NumberBetween(field, number, number);
    }
    return switch (value.text()) {
      case "true" -> new Filter.FlagIs(field, true);
      case "false" -> new Filter.FlagIs(field, false);
      default -> new Filter.TextIs(field, value.text());
    };
  }

  private Filter between(String field, double low, double high) {
    if (TEXT_FIELDS.contains(field)) {
      throw new InvalidFilter(position(), "'%s' is text and has no order".formatted(field));
    }
    return new Filter.NumberBetween(field, low, high);
  }

  private double number(FilterToken value) {
    count(value);
    if (value.kind() != FilterToken.Kind.WORD || !NUMBER.matcher(value.text()).matches()) {
      throw new InvalidFilter(
          value.position(), "expected a number, got '%s'".formatted(value.text()));
    }
    return Double.parseDouble(value.text());
  }

  private void count(FilterToken value) {
    if (++comparisons > MAX_COMPARISONS) {
      throw new InvalidFilter(
          value.position(), "it makes more than %d comparisons".formatted(MAX_COMPARISONS));
    }
  }

  private boolean takeWord(String word) {
    return takeIf(FilterToken.Kind.WORD, word);
  }

  private boolean takeSymbol(String symbol) {
    return takeIf(FilterToken.Kind.SYMBOL, symbol);
  }

  private boolean takeIf(FilterToken.Kind kind, String wanted) {
    boolean taken =
        next < tokens.size()
            && tokens.get(next).kind() == kind
            && tokens.get(next).text().equals(wanted);
    next += taken ? 1 : 0;
    return taken;
  }

  private void require(String symbol) {
    if (!takeSymbol(symbol)) {
      throw expected("'" + symbol + "'");
    }
  }

  private FilterToken take(String wanted) {
    if (next == tokens.size()) {
      throw expected(wanted);
    }
    return tokens.get(next++);
  }

  private InvalidFilter expected(String wanted) {
    String got = next < tokens.size() ? "'" + tokens.get(next).text() + "'" : "the end";
    return new InvalidFilter(position(), "expected %s, got %s".formatted(wanted, got));
  }

  private int position() {
    return next < tokens.size() ? tokens.get(next).position() : text.length();
  }
}
