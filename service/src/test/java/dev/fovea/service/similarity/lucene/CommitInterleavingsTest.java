package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every order in which three writers share commits: nobody goes on before its own is durable. */
@Tag("interleavings")
public final class CommitInterleavingsTest {

  @Test
  void nobodyGoesOnBeforeItsOwnIsDurable() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .iterations(5)
        .invocationsPerIteration(200)
        .check(Writes.class);
  }

  /** What the writers do; Lincheck makes one for every order it tries. */
  public static final class Writes {

    private final AtomicInteger written = new AtomicInteger();
    private volatile int durable;
    private final GroupCommit commits = new GroupCommit(() -> durable = written.get());

    /** Writes and waits; tells whether what it wrote is durable then. */
    @Operation
    public boolean write() throws IOException {
      int mine = written.incrementAndGet();
      commits.join();
      return durable >= mine;
    }
  }
}
