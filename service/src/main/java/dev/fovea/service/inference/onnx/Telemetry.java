package dev.fovea.service.inference.onnx;

import dev.fovea.service.failure.StartupFailure;
import java.util.Map;

/** ONNX Runtime's telemetry, which only the environment of the process can turn off. */
final class Telemetry {

  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private Telemetry() {}

  /**
   * Checks that nothing will be reported to anybody.
   *
   * @throws StartupFailure if the variable is not set as it must be
   */
  static void requireDisabled(Map<String, String> environment) {
    if (!"1".equals(environment.get(VARIABLE))) {
      throw new StartupFailure(
          "ONNX Runtime reports model and machine to its maker unless %s=1 is in the environment before Java starts."
              .formatted(VARIABLE),
          "Start with ./fovea serve, or set it: %s=1 java -jar …".formatted(VARIABLE));
    }
  }
}
