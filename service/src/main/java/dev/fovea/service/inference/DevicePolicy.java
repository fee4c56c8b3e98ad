package dev.fovea.service.inference;

/** Which device the configuration wants. */
public enum DevicePolicy {
  /** The processor's cores. */
  CPU,
  /** A GPU; without one the model is refused. */
  CUDA,
  /** A GPU where there is one, else the processor's cores. */
  AUTO
}
