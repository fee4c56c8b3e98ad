package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

final class ChartTest {

  @Test
  void passesTheStrictLint() {
    LintResult lint = new Helm(Chart.FOLDER).lint().strict().call();

    assertThat(lint.isFailed()).as(() -> String.join("\n", lint.getMessages())).isFalse();
  }

  @ParameterizedTest
  @ValueSets
  void rendersWhatTheApiAccepts(String values) {
    Manifests manifests = Chart.render(values);

    assertThat(manifests.objects()).isNotEmpty();
    assertThat(manifests.objects()).flatMap(Schemas::complaints).isEmpty();
    assertThat(manifests.objects()).flatMap(Rules::complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSets
  void rendersWhatWasReviewed(String values) {
    GoldenFile.of("chart/" + values).holds(Chart.render(values).yaml());
  }

  @Test
  void keepsNamesWithinTheLimitForTheLongestReleaseName() {
    Manifests manifests =
        Chart.render(
            Map.of(
                "fullnameOverride",
                "a".repeat(60),
                "indexJob.enabled",
                "true",
                "indexJob.claim",
                "pictures",
                "indexJob.shards",
                "10000"));

    assertThat(manifests.objects()).flatMap(Rules::complaints).isEmpty();
  }

  @Test
  void namesObjectsAfterAReleaseWhoseNameHasADot() {
    Manifests manifests = Chart.renderAs("shop.v2");

    assertThat(manifests.objects()).flatMap(Rules::complaints).isEmpty();
    assertThat(manifests.only("StatefulSet").name()).isEqualTo("shop-v2-fovea");
  }
}
