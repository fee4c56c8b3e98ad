package dev.fovea.service.model;

import dev.fovea.modelstore.ModelVersion;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to use a loaded version: it is not closed while a lease on it is open.
 *
 * @param <S> what answers
 */
public final class Lease<S extends Servable> implements AutoCloseable {

  private final LoadedVersion<S> loaded;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(LoadedVersion<S> loaded) {
    this.loaded = loaded;
  }

  /** Returns the version's manifest, labels and digest. */
  public ModelVersion version() {
    return loaded.version();
  }

  /** Returns what answers requests for it. */
  public S servable() {
    return loaded.servable();
  }

  /** Gives the right back. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loaded.release();
    }
  }
}
