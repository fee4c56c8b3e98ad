package dev.fovea.service.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.TestStore;
import dev.fovea.service.TinyModels;
import dev.fovea.service.failure.ModelRejected;
import dev.fovea.service.failure.StartupFailure;
import dev.fovea.service.inference.DevicePolicy;
import dev.fovea.service.inference.InferenceProperties;
import dev.fovea.service.inference.Session;
import dev.fovea.service.model.Device;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OnnxSessionFactoryTest {

  private final TestStore store = TestStore.create();

  @Test
  void doesNotStartWhereADemandedGpuIsMissing() {
    assertThatThrownBy(() -> new OnnxSessionFactory(properties(DevicePolicy.CUDA, Map.of())))
        .isInstanceOfSatisfying(
            StartupFailure.class,
            failure -> assertThat(failure.remedy()).contains("--fovea.inference.device=cpu"))
        .hasMessageContaining("'cuda'");
  }

  @Test
  void runsOnTheCpuWhereThereIsNoGpu() {
    OnnxSessionFactory sessions = new OnnxSessionFactory(properties(DevicePolicy.AUTO, Map.of()));
    try (Session session = sessions.open(version(TinyModels.quadrants(1)))) {
      assertThat(session.device()).isEqualTo(Device.CPU);
      assertThat(session.inputs()).extracting(each -> each.name()).containsExactly("image");
    }
  }

  @Test
  void refusesAGraphThatTheRuntimeCannotRead() {
    OnnxSessionFactory sessions = new OnnxSessionFactory(properties(DevicePolicy.CPU, Map.of()));
    assertThatThrownBy(() -> open(sessions, version(TinyModels.unknownOperator())))
        .isInstanceOf(ModelRejected.class)
        .hasMessageContaining("NoSuchOperator");
  }

  @Test
  void refusesASessionSettingThatTheRuntimeWouldIgnore() {
    assertThatThrownBy(() ->
            new OnnxSessionFactory(
                properties(DevicePolicy.CPU, Map.of("session.intra_op.alow_spinning", "1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alow_spinning");
  }

  @Test
  void refusesToStartWhileTelemetryIsOn() {
    assertThatThrownBy(() -> Telemetry.requireDisabled(Map.of()))
        .hasMessageContaining("ORT_DISABLE_TELEMETRY=1");
    Telemetry.requireDisabled(Map.of("ORT_DISABLE_TELEMETRY", "1"));
  }

  private static void open(OnnxSessionFactory sessions, ModelVersion version) {
    try (Session session = sessions.open(version)) {
      throw new AssertionError("opened on " + session.device());
    }
  }

  private ModelVersion version(byte[] graph) {
    return store.add("net", 1, graph, Optional.of(TestStore.picture(Optional.of("features"))));
  }

  private static InferenceProperties properties(DevicePolicy device, Map<String, String> config) {
    return new InferenceProperties(
        device,
        Optional.empty(),
        8,
        List.of(),
        Duration.ZERO,
        16,
        Duration.ofSeconds(30),
        config,
        Map.of());
  }
}
