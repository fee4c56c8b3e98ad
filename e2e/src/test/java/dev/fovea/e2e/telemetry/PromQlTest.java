package dev.fovea.e2e.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.telemetry.PromQl.Selector;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PromQlTest {

  @Test
  void findsSeriesAmongFunctionsGroupingsAndNumbers() {
    PromQl query =
        PromQl.of(
            "histogram_quantile(0.99, sum by (le, model) (rate(a_bucket{stage=\"queue\","
                + " model=~\"$model\"}[$__rate_interval]))) > 1e3 unless on (model) b offset 5m");

    assertThat(query.selectors())
        .containsExactly(
            new Selector("a_bucket", Set.of("stage", "model")), new Selector("b", Set.of()));
    assertThat(query.groupings()).containsExactlyInAnyOrder("le", "model");
  }

  @Test
  void readsNothingOutOfText() {
    PromQl query = PromQl.of("x{uri!~\"/a(b|c) by (d) {e}\"} / y == bool 2");

    assertThat(query.selectors())
        .containsExactly(new Selector("x", Set.of("uri")), new Selector("y", Set.of()));
    assertThat(query.groupings()).isEmpty();
  }
}
