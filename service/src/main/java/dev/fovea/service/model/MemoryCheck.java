package dev.fovea.service.model;

import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.NotEnoughMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.LongSupplier;

/** Refuses a version before it is loaded if the container would not survive it. */
final class MemoryCheck {

  /** The weights, a copy that the runtime packs for its kernels, and room to run. */
  private static final double WEIGHTS_FACTOR = 2.0;

  private static final long FIXED_BYTES = 32L << 20;

  private final LongSupplier availableBytes;

  MemoryCheck(LongSupplier availableBytes) {
    this.availableBytes = availableBytes;
  }

  /**
   * Compares an estimate of what loading takes with what is free.
   *
   * @throws NotEnoughMemory if it does not fit
   */
  void require(ModelId id, ModelVersion version) {
    long required = FIXED_BYTES + (long) (WEIGHTS_FACTOR * graphBytes(version));
    long available = availableBytes.getAsLong();
    if (required > available) {
      throw new NotEnoughMemory(id.toString(), required, available);
    }
  }

  private static long graphBytes(ModelVersion version) {
    try {
      return Files.size(version.graph());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
