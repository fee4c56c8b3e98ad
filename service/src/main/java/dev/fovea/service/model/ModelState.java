package dev.fovea.service.model;

/**
 * Where a version is on its way from the store to the service and back, in the Open Inference
 * Protocol's words.
 */
public enum ModelState {
  /** Being verified, loaded, warmed or checked. */
  LOADING,
  /** Answers requests. */
  READY,
  /** Takes no new requests and finishes those it has. */
  UNLOADING,
  /** Not loaded: it was refused, unloaded or never asked for. */
  UNAVAILABLE
}
