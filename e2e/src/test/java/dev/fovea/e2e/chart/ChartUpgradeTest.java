package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the Kubernetes API lets nobody change afterwards must not depend on what an upgrade changes.
 */
final class ChartUpgradeTest {

  @ParameterizedTest
  @ValueSource(strings = {"defaults", "opensearch"})
  void keepsSelectorsAndVolumesWhenTheVersionChanges(String values) {
    Manifests before = Chart.render(values);
    Manifests after = Chart.renderNextVersion(values);

    String kind = values.equals("defaults") ? "StatefulSet" : "Deployment";
    Fields old = before.only(kind).fields().fields("spec");
    Fields upgraded = after.only(kind).fields().fields("spec");
    assertThat(after.yaml()).contains("fovea-99.0.0");
    for (String fixed : new String[] {"selector", "serviceName", "volumeClaimTemplates"}) {
      assertThat(upgraded.at(fixed)).as(fixed).isEqualTo(old.at(fixed));
    }
    assertThat(after.only("PodDisruptionBudget").fields().at("spec.selector"))
        .isEqualTo(before.only("PodDisruptionBudget").fields().at("spec.selector"));
  }

  @Test
  void selectsOnlyThePodsThatAnswer() {
    Manifests manifests = Chart.render("everything");
    Map<?, ?> selector =
        manifests
            .all("Service")
            .findFirst()
            .orElseThrow()
            .fields()
            .fields("spec.selector")
            .values();

    assertThat(
            manifests.objects().stream()
                .filter(object -> object.pod().isPresent())
                .filter(object -> selected(object, selector)))
        .extracting(Manifest::kind)
        .containsExactly("Deployment");
  }

  @Test
  void makesAnotherIndexJobOnlyWhenItsWorkChanges() {
    Map<String, String> values = Map.of("indexJob.enabled", "true", "indexJob.claim", "pictures");
    Map<String, String> scaled =
        Map.of(
            "indexJob.enabled", "true", "indexJob.claim", "pictures", "drain.timeoutSeconds", "9");
    Map<String, String> other = Map.of("indexJob.enabled", "true", "indexJob.claim", "photographs");

    assertThat(Chart.render(scaled).only("Job").name())
        .isEqualTo(Chart.render(values).only("Job").name());
    assertThat(Chart.render(other).only("Job").name())
        .isNotEqualTo(Chart.render(values).only("Job").name());
  }

  private static boolean selected(Manifest object, Map<?, ?> selector) {
    return object
        .pod()
        .orElseThrow()
        .fields("metadata.labels")
        .values()
        .entrySet()
        .containsAll(selector.entrySet());
  }
}
