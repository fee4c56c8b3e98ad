package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChartRefusalTest {

  private static void refuses(Map<String, String> values, String... words) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Chart.render(values))
        .withMessageContainingAll(words);
  }

  @Test
  void refusesAValueThatItDoesNotKnow() {
    refuses(Map.of("replicaCount", "2"), "replicaCount");
    refuses(Map.of("index.persistance.size", "2Gi"), "persistance");
    refuses(Map.of("probes.startupSecond", "2"), "startupSecond");
  }

  @Test
  void refusesAValueOfTheWrongType() {
    refuses(Map.of("replicas", "many"), "replicas");
    refuses(Map.of("index.persistence.size", "256Mx"), "size");
    refuses(Map.of("device", "tpu"), "device");
  }

  @Test
  void refusesANameThatTheApiWouldNotTake() {
    refuses(Map.of("fullnameOverride", "Pictures"), "fullnameOverride");
    assertThatIllegalStateException()
        .isThrownBy(() -> Chart.renderAs("2fovea"))
        .withMessageContainingAll("2fovea begins with a digit", "fullnameOverride");
  }

  @Test
  void refusesReplicasOfAnIndexThatLivesOnOneDisk() {
    refuses(Map.of("replicas", "2"), "replicas is 2", "set replicas=1, or index.engine=opensearch");
    refuses(Map.of("autoscaling.by", "hpa"), "autoscaling.by is hpa", "one pod's disk");
  }

  @Test
  void refusesOpenSearchWithoutAnAddress() {
    refuses(Map.of("index.engine", "opensearch"), "index.opensearch.urls");
  }

  @Test
  void refusesAModelSourceWithoutASource() {
    refuses(Map.of("models.source", "claim"), "models.claim.name");
    refuses(Map.of("models.source", "volume"), "models.volume.reference");
    refuses(Map.of("models.source", "download"), "models.download.archives");
  }

  @Test
  void refusesKeysOfASecretThatIsNotNamed() {
    refuses(Map.of("auth.keys", "existing"), "auth.existingSecret");
  }

  @Test
  void refusesAutoscalingThatHasNothingToGoBy() {
    refuses(
        Map.of("index.engine", "none", "autoscaling.by", "hpa", "autoscaling.cpuPercent", "0"),
        "cpuPercent");
    refuses(
        Map.of("autoscaling.minReplicas", "5", "autoscaling.maxReplicas", "2"), "minReplicas (5)");
  }

  @Test
  void refusesPortsThatProbesAndServicesDoNotKnow() {
    refuses(
        Map.of("config.management.server.port", "9999"),
        "config sets management.server.port to 9999",
        "Services go to 8081");
    refuses(Map.of("config.server.port", "80"), "server.port to 80", "set service.port");
  }

  @Test
  void refusesRoutesWithoutAPlaceToAttach() {
    refuses(Map.of("ingress.enabled", "true"), "ingress.hosts");
    refuses(Map.of("gateway.enabled", "true"), "gateway.parents");
  }

  @Test
  void refusesAnIndexJobWithoutPicturesOrIndex() {
    refuses(Map.of("indexJob.enabled", "true"), "indexJob.claim");
    refuses(
        Map.of("indexJob.enabled", "true", "indexJob.claim", "x", "index.engine", "none"),
        "needs an index");
  }
}
