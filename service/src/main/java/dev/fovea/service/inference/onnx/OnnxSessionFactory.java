package dev.fovea.service.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.DeviceUnavailable;
import dev.fovea.service.failure.ModelRejected;
import dev.fovea.service.failure.StartupFailure;
import dev.fovea.service.inference.DevicePolicy;
import dev.fovea.service.inference.InferenceProperties;
import dev.fovea.service.inference.Session;
import dev.fovea.service.inference.SessionFactory;
import dev.fovea.service.model.Device;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens sessions on the device that the configuration wants, and says so if it cannot. */
@Component
final class OnnxSessionFactory implements SessionFactory {

  private static final Logger log = LoggerFactory.getLogger(OnnxSessionFactory.class);

  private final InferenceProperties properties;
  private final SessionSetup setup;
  private final OrtEnvironment environment;

  /**
   * Starts the runtime.
   *
   * @throws StartupFailure if it would report to its maker, or if a GPU is demanded and not there
   */
  OnnxSessionFactory(InferenceProperties properties) {
    Telemetry.requireDisabled(System.getenv());
    this.properties = properties;
    this.setup = new SessionSetup(properties);
    this.environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    if (properties.demands(DevicePolicy.CUDA)) {
      requireCuda();
    }
  }

  @Override
  @MustBeClosed
  public Session open(ModelVersion version) {
    DevicePolicy wanted = properties.device(version.manifest().name());
    if (wanted == DevicePolicy.CUDA) {
      return demandCuda(version);
    }
    if (wanted == DevicePolicy.AUTO) {
      return preferCuda(version);
    }
    return open(version, Device.CPU);
  }

  @Override
  @MustBeClosed
  public Session openSingleThreaded(ModelVersion version) {
    return open(version, Device.CPU, 1);
  }

  private void requireCuda() {
    try (SessionOptions options = new SessionOptions()) {
      setup.apply(options, Device.CUDA, 1);
    } catch (OrtException fault) {
      String reason = hasCuda() ? fault.getMessage() : "this build has the CPU runtime only";
      throw new StartupFailure(
          "Device 'cuda' cannot be used: %s.".formatted(reason),
          "Run the CUDA image on a machine where nvidia-smi lists a GPU, and give the container"
              + " that GPU; or set --fovea.inference.device=cpu.");
    }
  }

  @MustBeClosed
  private Session demandCuda(ModelVersion version) {
    try {
      return open(version, Device.CUDA);
    } catch (ModelRejected refused) {
      throw new DeviceUnavailable(
          "cuda",
          "%s; check the driver with nvidia-smi and that the container was given the GPU, or set"
                  .formatted(refused.detail())
              + " --fovea.inference.device=cpu");
    }
  }

  @MustBeClosed
  private Session preferCuda(ModelVersion version) {
    if (hasCuda()) {
      try {
        return open(version, Device.CUDA);
      } catch (ModelRejected refused) {
        log.warn("no GPU for {}: {}", version.manifest().name(), refused.detail());
      }
    }
    return open(version, Device.CPU);
  }

  private static boolean hasCuda() {
    return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }

  @MustBeClosed
  private Session open(ModelVersion version, Device device) {
    return open(version, device, setup.threads());
  }

  @MustBeClosed
  private Session open(ModelVersion version, Device device, int threads) {
    String model = version.manifest().name() + "/" + version.manifest().version();
    SessionOptions options = new SessionOptions();
    try {
      setup.apply(options, device, threads);
      OrtSession session = environment.createSession(version.graph().toString(), options);
      return new OnnxSession(model, device, environment, session, options);
    } catch (OrtException fault) {
      options.close();
      throw new ModelRejected(model, String.valueOf(fault.getMessage()), fault);
    }
  }
}
