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

  OnnxSessionFactory(InferenceProperties properties) {
    Telemetry.requireDisabled(System.getenv());
    this.properties = properties;
    this.setup = new SessionSetup(properties);
    this.environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
  }

  @Override
  @MustBeClosed
  public Session open(ModelVersion version) {
    DevicePolicy wanted = properties.device(version.manifest().name());
    if (wanted == DevicePolicy.CUDA) {
      return requireCuda(version);
    }
    if (wanted == DevicePolicy.AUTO) {
      return preferCuda(version);
    }
    return open(version, Device.CPU);
  }

  @MustBeClosed
  private Session requireCuda(ModelVersion version) {
    if (!hasCuda()) {
      throw new DeviceUnavailable(
          "cuda",
          "this build has the CPU runtime only; run the CUDA image (or build with -Pgpu), or set"
              + " --fovea.inference.device=cpu");
    }
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
    String model = version.manifest().name() + "/" + version.manifest().version();
    SessionOptions options = new SessionOptions();
    try {
      setup.apply(options, device);
      OrtSession session = environment.createSession(version.graph().toString(), options);
      return new OnnxSession(model, device, environment, session, options);
    } catch (OrtException fault) {
      options.close();
      throw new ModelRejected(model, String.valueOf(fault.getMessage()), fault);
    }
  }
}
