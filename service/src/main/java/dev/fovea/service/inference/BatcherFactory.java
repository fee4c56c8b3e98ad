package dev.fovea.service.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.ModelRejected;
import dev.fovea.service.model.Device;
import dev.fovea.service.model.ModelId;
import dev.fovea.service.model.ServableFactory;
import dev.fovea.vision.ImageDecoder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a version's session, warms it, replays its golden inputs and puts a batcher before it. */
final class BatcherFactory implements ServableFactory<Batcher> {

  private static final int MEMORIES = 2;

  /** A run of one row this short is over before the runtime's other threads have woken up. */
  private static final Duration TINY_RUN = Duration.ofNanos(250_000);

  private static final int TRIAL_RUNS = 5;

  private final SessionFactory sessions;
  private final InferenceProperties properties;
  private final ImageDecoder decoder;
  private final Decoders decoders;
  private final MeterRegistry registry;
  private final RunListener runs;

  BatcherFactory(
      SessionFactory sessions,
      InferenceProperties properties,
      ImageDecoder decoder,
      Decoders decoders,
      MeterRegistry registry,
      RunListener runs) {
    this.sessions = sessions;
    this.properties = properties;
    this.decoder = decoder;
    this.decoders = decoders;
    this.registry = registry;
    this.runs = runs;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the batcher owns the session from here on
  public Batcher load(ModelVersion version) {
    Session session = open(version);
    List<BatchMemory> memories = new ArrayList<>();
    try {
      return load(version, session, memories);
    } catch (RuntimeException | Error refused) {
      memories.forEach(BatchMemory::close);
      session.close();
      throw refused;
    }
  }

  /** Opens a session with as many threads as its graph can use. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // returned, or closed here
  private Session open(ModelVersion version) {
    Session session = sessions.open(version);
    try {
      if (properties.threads().isPresent() || !isTiny(session, version)) {
        return session;
      }
    } catch (RuntimeException | Error refused) {
      session.close();
      throw refused;
    }
    session.close();
    return sessions.openSingleThreaded(version);
  }

  private static boolean isTiny(Session session, ModelVersion version) {
    Layout layout = Layout.of(session, version.manifest());
    if (session.device() != Device.CPU || !layout.stacks()) {
      return false;
    }
    try (BatchMemory memory = session.allocate(layout, 1)) {
      long shortest = Long.MAX_VALUE;
      for (int run = 0; run < TRIAL_RUNS; run++) {
        long start = System.nanoTime();
        memory.run(1);
        shortest = Math.min(shortest, System.nanoTime() - start);
      }
      return shortest < TINY_RUN.toNanos();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the batcher owns the memories
  private Batcher load(ModelVersion version, Session session, List<BatchMemory> memories) {
    ModelId id = new ModelId(version.manifest().name(), version.manifest().version());
    BatchSettings settings = properties.batching(id.name());
    Layout layout = Layout.of(session, version.manifest());
    Optional<ImageContract> image = version.manifest().image();
    if (layout.stacks()) {
      int maxRows = Math.min(settings.maxBatchSize(), layout.maxRows());
      for (int i = 0; i < MEMORIES; i++) {
        memories.add(session.allocate(layout, maxRows));
      }
      settings.warmed(session.device(), maxRows).forEach(memories.getFirst()::run);
    } else if (image.isPresent()) {
      throw new ModelRejected(
          id.toString(), "its outputs have no fixed shape for a picture, see " + layout);
    }
    Optional<VisionPictures> pictures =
        image.map(contract -> new VisionPictures(decoder, contract));
    pictures.ifPresent(VisionPictures::warmUp);
    new GoldenReplay(version, session, layout).check();
    return Batcher.start(
        version,
        session,
        memories,
        layout,
        pictures.map(Pictures.class::cast),
        new Batcher.Surroundings(
            decoders,
            settings,
            properties.idleAfter(),
            new VersionMeters(registry, id, InstantSource.system()),
            runs,
            System::nanoTime));
  }
}
