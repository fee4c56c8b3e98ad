package dev.fovea.service.model;

/** What a session really runs on. */
public enum Device {
  /** The processor's cores. */
  CPU,
  /** An NVIDIA GPU. */
  CUDA
}
