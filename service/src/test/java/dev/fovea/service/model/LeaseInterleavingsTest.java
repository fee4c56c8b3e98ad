package dev.fovea.service.model;

import dev.fovea.modelstore.Manifest;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every order in which three threads use and retire a version: none uses it closed, and it is
 * closed once, by the time it is retired.
 */
@Tag("interleavings")
public final class LeaseInterleavingsTest {

  @Test
  void nobodyUsesAClosedVersion() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .iterations(8)
        .invocationsPerIteration(100)
        .check(Uses.class);
  }

  /** What the threads do; Lincheck makes one for every order it tries. */
  public static final class Uses {

    private static final ModelVersion VERSION =
        new ModelVersion(Path.of("net"), manifest(), List.of());

    private final Closable servable = new Closable();
    private final LoadedVersion<Closable> loaded = new LoadedVersion<>(VERSION, servable);
    private boolean retired;

    private static Manifest manifest() {
      return TestStore.manifest("net", 1, Optional.empty(), Map.of(Manifest.GRAPH, "0".repeat(64)));
    }

    private static final class Closable implements Servable {
      final AtomicInteger closes = new AtomicInteger();

      @Override
      public Device device() {
        return Device.CPU;
      }

      @Override
      public void close() {
        closes.incrementAndGet();
      }
    }

    /** A request uses the version, if it can have it. */
    @Operation
    public String use() {
      Optional<Lease<Closable>> lease = loaded.lease();
      if (lease.isEmpty()) {
        return "gone";
      }
      try (Lease<Closable> held = lease.get()) {
        return "used, closed " + held.servable().closes.get();
      }
    }

    /** The catalog gives the version back, once; tells how often it is closed then. */
    @Operation(nonParallelGroup = "catalog")
    public int retire() {
      if (!retired) {
        retired = true;
        loaded.retire();
      }
      return servable.closes.get();
    }
  }
}
