package dev.fovea.service.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import dev.fovea.service.inference.InferenceProperties;
import dev.fovea.service.model.Device;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options of a session in a container: threads counted from its cores, none that spins, memory that
 * can be given back.
 */
final class SessionSetup {

  /** What may be configured: ONNX Runtime accepts any key and ignores those it does not know. */
  private static final Set<String> ALLOWED =
      Set.of(
          "session.dynamic_block_base",
          "session.intra_op.allow_spinning",
          "session.intra_op.spin_duration_us",
          "session.force_spinning_stop",
          "session.set_denormal_as_zero",
          "session.disable_prepacking",
          "session.use_deterministic_compute",
          "mlas.enable_gemm_fastmath_arm64_bfloat16");

  private final int threads;
  private final Map<String, String> config;

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException for a key that is not on the list
   */
  SessionSetup(InferenceProperties properties) {
    this.threads = properties.threads().orElse(Runtime.getRuntime().availableProcessors());
    this.config = properties.sessionConfig();
    Set<String> unknown = new TreeSet<>(config.keySet());
    unknown.removeAll(ALLOWED);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "fovea.inference.session-config knows %s, not %s"
              .formatted(new TreeSet<>(ALLOWED), unknown));
    }
  }

  /** Returns the threads of a session on the processor. */
  int threads() {
    return threads;
  }

  void apply(SessionOptions options, Device device, int threads) throws OrtException {
    options.setExecutionMode(ExecutionMode.SEQUENTIAL);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
    for (Map.Entry<String, String> entry : config.entrySet()) {
      options.addConfigEntry(entry.getKey(), entry.getValue());
    }
    switch (device) {
      case CPU -> options.setIntraOpNumThreads(threads);
      case CUDA -> {
        options.setIntraOpNumThreads(1);
        options.addConfigEntry("session.disable_cpu_ep_fallback", "1");
        addCuda(options);
      }
    }
  }

  /** An exhaustive search of algorithms costs half a second for each new batch size. */
  private static void addCuda(SessionOptions options) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      cuda.add("use_tf32", "0");
      options.addCUDA(cuda);
    }
  }
}
