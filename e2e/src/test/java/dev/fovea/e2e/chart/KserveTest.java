package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KserveTest {

  @Test
  void describesARuntimeAndAServiceThatFitTogether() throws IOException {
    Manifest runtime = read("servingruntime.yaml");
    Manifest service = read("inferenceservice.yaml");

    assertThat(Schemas.complaints(runtime)).isEmpty();
    assertThat(Schemas.complaints(service)).isEmpty();
    assertThat(service.fields().text("spec.predictor.model.runtime")).isEqualTo(runtime.name());
    assertThat(service.fields().text("spec.predictor.model.modelFormat.name"))
        .isEqualTo(runtime.fields().list("spec.supportedModelFormats").getFirst().text("name"));
    assertThat(runtime.fields().at("spec.protocolVersions"))
        .contains(List.of(service.fields().text("spec.predictor.model.protocolVersion")));
  }

  @Test
  void makesAPodThatTheApiAcceptsUnderTheRestrictedPolicy() throws IOException {
    Manifest runtime = read("servingruntime.yaml");
    Map<Object, Object> spec = new HashMap<>();
    spec.put("containers", runtime.fields().at("spec.containers").orElseThrow());
    spec.put("volumes", runtime.fields().at("spec.volumes").orElseThrow());
    spec.put(
        "securityContext",
        runtime.fields().list("spec.containers").getFirst().fields("securityContext").values());
    spec.put(
        "automountServiceAccountToken",
        read("inferenceservice.yaml")
            .fields()
            .at("spec.predictor.automountServiceAccountToken")
            .orElseThrow());
    Manifest pod =
        new Manifest(
            new Fields(
                Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "Pod",
                    "metadata",
                    Map.of("name", "digits"),
                    "spec",
                    spec)));

    assertThat(Rules.complaints(pod)).isEmpty();
    spec.remove("securityContext");
    assertThat(Schemas.complaints(pod)).isEmpty();
  }

  private static Manifest read(String file) throws IOException {
    return Manifests.parse(Files.readString(Repository.path("helm/kserve").resolve(file)))
        .objects()
        .getFirst();
  }
}
