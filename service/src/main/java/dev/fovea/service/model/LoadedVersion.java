package dev.fovea.service.model;

import dev.fovea.modelstore.ModelVersion;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A version in memory and the count of those who use it. The catalog holds one use; when that and
 * every lease are given back, the version is unused and may be closed.
 */
final class LoadedVersion<S extends Servable> {

  private final ModelVersion version;
  private final S servable;
  private final AtomicInteger uses = new AtomicInteger(1);
  private final CompletableFuture<Void> unused = new CompletableFuture<>();

  LoadedVersion(ModelVersion version, S servable) {
    this.version = version;
    this.servable = servable;
  }

  ModelVersion version() {
    return version;
  }

  S servable() {
    return servable;
  }

  /** Returns a lease, or empty if the catalog and all others have given the version back. */
  Optional<Lease<S>> lease() {
    int before = uses.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    return before == 0 ? Optional.empty() : Optional.of(new Lease<>(this));
  }

  void release() {
    if (uses.decrementAndGet() == 0) {
      unused.complete(null);
    }
  }

  /** Gives back the catalog's use, waits for the last lease and closes the servable. */
  void retire() {
    release();
    unused.join();
    servable.close();
  }
}
