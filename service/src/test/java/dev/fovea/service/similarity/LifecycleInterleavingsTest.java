package dev.fovea.service.similarity;

import dev.fovea.service.failure.CollectionNotFound;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many orders in which threads make, drop and search one collection: each sees what it would have
 * seen if they had taken turns, and none meets a closed index.
 */
@Tag("interleavings")
public final class LifecycleInterleavingsTest {

  @Test
  void answersAsIfTheyTookTurns() {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(5)
        .invocationsPerIteration(200)
        .check(Requests.class);
  }

  /** What the threads do; Lincheck makes one for every order it tries. */
  public static final class Requests {

    private static final CollectionSpec SPEC = FakeEngine.spec("photos");

    private final Engines engines =
        new Engines(List.of(new FakeEngine()), new SimilarityProperties(Path.of("unused"), "fake"));
    private final OpenCollections open =
        new OpenCollections(engines, new SimilarityMeters(new CompositeMeterRegistry()));
    private final CollectionLifecycle lifecycle = new CollectionLifecycle(engines, open);

    /** Makes the collection; tells whether it was there. */
    @Operation
    public boolean create() {
      return lifecycle.create(SPEC).isPresent();
    }

    /** Drops the collection; tells whether it was there. */
    @Operation
    public boolean drop() {
      try {
        lifecycle.drop(SPEC.name());
        return true;
      } catch (CollectionNotFound _) {
        return false;
      }
    }

    /** Searches the collection; tells whether it was there. */
    @Operation
    public boolean search() {
      try {
        open.get(SPEC.name()).search(SPEC, new float[2], Search.nearest(1));
        return true;
      } catch (CollectionNotFound _) {
        return false;
      }
    }
  }
}
