package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class AlertsTest {

  @Test
  void sayWhereTheOperatorReadsOn() throws IOException {
    List<String> sections =
        Files.readAllLines(Repository.path("docs/operations.md")).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> "docs/operations.md#" + line.substring(4).toLowerCase(Locale.ROOT))
            .toList();

    assertThat(alerts()).isNotEmpty();
    assertThat(alerts())
        .extracting(alert -> alert.text("annotations.runbook"))
        .isSubsetOf(sections);
  }

  @Test
  void areTheSameForComposeAndForTheChart() throws IOException {
    assertThat(Files.readString(Repository.path("docker-compose.yml")))
        .contains("./helm/fovea/files/rules.yaml:", "./helm/fovea/files/dashboards:");
    assertThat(Chart.render("everything").only("PrometheusRule").fields().list("spec.groups"))
        .isNotEmpty();
  }

  private static List<Fields> alerts() throws IOException {
    String rules = Files.readString(Repository.path("helm/fovea/files/rules.yaml"));
    return Manifests.parse(rules).objects().getFirst().fields().list("groups").stream()
        .flatMap(group -> group.list("rules").stream())
        .filter(rule -> rule.at("alert").isPresent())
        .toList();
  }
}
