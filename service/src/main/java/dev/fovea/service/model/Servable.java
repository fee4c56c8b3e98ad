package dev.fovea.service.model;

/** What answers requests for one loaded version. */
public interface Servable extends AutoCloseable {

  /** Returns the device that is really used. */
  Device device();

  /** Finishes what was accepted, then frees everything native. Idempotent. */
  @Override
  void close();
}
