package dev.fovea.service.similarity;

import static dev.fovea.service.similarity.FilterParser.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fovea.service.similarity.Filter.AllOf;
import dev.fovea.service.similarity.Filter.AnyOf;
import dev.fovea.service.similarity.Filter.FlagIs;
import dev.fovea.service.similarity.Filter.Not;
import dev.fovea.service.similarity.Filter.NumberBetween;
import dev.fovea.service.similarity.Filter.TextIs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterParserTest {

  @Test
  void bindsAndCloserThanOr() {
    assertThat(parse("a = x or b = y and c = z"))
        .isEqualTo(
            new AnyOf(
                List.of(
                    new TextIs("a", "x"),
                    new AllOf(List.of(new TextIs("b", "y"), new TextIs("c", "z"))))));
  }

  @Test
  void bindsNotToTheNextTermOnly() {
    assertThat(parse("not a = x and b = y"))
        .isEqualTo(new AllOf(List.of(new Not(new TextIs("a", "x")), new TextIs("b", "y"))));
  }

  @Test
  void tellsTextNumbersAndBooleansApart() {
    assertThat(parse("year = 2012")).isEqualTo(new NumberBetween("year", 2012, 2012));
    assertThat(parse("year = '2012'")).isEqualTo(new TextIs("year", "2012"));
    assertThat(parse("raw = true")).isEqualTo(new FlagIs("raw", true));
    assertThat(parse("raw = \"true\"")).isEqualTo(new TextIs("raw", "true"));
    assertThat(parse("label = 7")).isEqualTo(new TextIs("label", "7"));
    assertThat(parse("gain < -1.5e2"))
        .isEqualTo(new NumberBetween("gain", Double.NEGATIVE_INFINITY, Math.nextDown(-150.0)));
  }

  @Test
  void keepsWhatABackslashProtects() {
    assertThat(parse("label = 'it\\'s \\\\'")).isEqualTo(new TextIs("label", "it's \\"));
    assertThat(parse("label = \"and (or)\"")).isEqualTo(new TextIs("label", "and (or)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "label =                | at character 7: expected a value, got the end",
        "label tench            | at character 11: expected a value, got the end",
        "label is tench         | at character 6: expected an operator, got 'is'",
        "(label = a             | at character 10: expected ')', got the end",
        "label = a b = c        | at character 10: expected 'and', 'or' or the end, got 'b'",
        "= a                    | at character 0: expected a field, got '='",
        "year > old             | at character 7: expected a number, got 'old'",
        "label = 'open          | at character 7: cannot read ' 'open'",
        "label > a              | expected a number, got 'a'",
        "id > 7                 | 'id' is text and has no order",
        "label in ()            | at character 10: expected a value, got ')'",
        "label = a;             | at character 9: cannot read ';'",
      })
  void namesThePlaceThatItCannotRead(String text, String message) {
    assertThatExceptionOfType(InvalidFilter.class)
        .isThrownBy(() -> parse(text))
        .withMessageContaining(message);
  }

  @Test
  void isBounded() {
    String deep = "(".repeat(30) + "a = b" + ")".repeat(30);
    String wide = "a = b or ".repeat(100) + "a = b";
    String longText = "a = '" + "x".repeat(2_000) + "'";
    assertThatExceptionOfType(InvalidFilter.class)
        .isThrownBy(() -> parse(deep))
        .withMessageContaining("deeper than 16");
    assertThatExceptionOfType(InvalidFilter.class)
        .isThrownBy(() -> parse(wide))
        .withMessageContaining("more than 100 comparisons");
    assertThatExceptionOfType(InvalidFilter.class)
        .isThrownBy(() -> parse(longText))
        .withMessageContaining("at most 2000");
  }
}
