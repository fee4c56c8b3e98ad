package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import dev.fovea.e2e.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart that installs OpenSearch beside Fovea. The official chart is fetched by whoever
 * installs; here a stand-in that prints its values has its place.
 */
final class StackChartTest {

  @TempDir Path stack;

  @BeforeEach
  void fetchDependencies() throws IOException {
    Chart.copyFolder(Repository.path("helm/fovea-with-opensearch"), stack);
    Chart.copyFolder(Chart.FOLDER, stack.resolve("charts/fovea"));
    Path standIn = stack.resolve("charts/opensearch");
    Files.createDirectories(standIn.resolve("templates"));
    Files.writeString(
        standIn.resolve("Chart.yaml"), "apiVersion: v2\nname: opensearch\nversion: 3.6.0\n");
    Files.writeString(
        standIn.resolve("templates/values.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: opensearch-values}
        data: {values: {{ .Values | toJson | quote }}}
        """);
  }

  @Test
  void pointsTwoReplicasAtTheClusterThatItInstalls() {
    Manifests manifests = render();

    assertThat(manifests.only("Deployment").fields().at("spec.replicas")).contains(2);
    assertThat(manifests.yaml())
        .contains(
            "http://opensearch-cluster-master:9200",
            "OPENSEARCH_INITIAL_ADMIN_PASSWORD",
            "secretName: \"opensearch-login\"");
    assertThat(manifests.objects()).flatMap(Schemas::complaints).isEmpty();
    assertThat(manifests.objects()).flatMap(Rules::complaints).isEmpty();
  }

  @Test
  void installsNoClusterWhereThereIsOne() {
    assertThat(render("opensearch.enabled").yaml()).doesNotContain("opensearch-values");
  }

  private Manifests render(String... switchedOff) {
    var template = new Helm(stack).template().withName("shop").withKubeVersion("1.35.0");
    for (String value : switchedOff) {
      template.set(value, "false");
    }
    return Manifests.parse(template.call());
  }
}
