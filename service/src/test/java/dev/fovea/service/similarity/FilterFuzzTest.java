package dev.fovea.service.similarity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands behind {@code filter=} is read or refused. A normal run reads the seeds; with
 * {@code JAZZER_FUZZ=1} in the environment Jazzer makes new texts from them, guided by coverage.
 */
final class FilterFuzzTest {

  static Stream<Arguments> seeds() {
    return Stream.of(
            "label = cat and not (year >= 2012 or id != 'a b')",
            "a in (1, -2.5e3, true, \"q\\\"\") or sha256=x",
            "((((a<1))))",
            "not not not a = false",
            "a = '\\")
        .map(Arguments::of);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1h")
  void readsOrRefusesAnyText(String text) {
    if (text == null) {
      return;
    }
    try {
      FilterParser.parse(text);
    } catch (InvalidFilter _) {
      // the expected way out
    }
  }
}
