package dev.fovea.service.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.fovea.service.failure.QueueFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every order in which clients, decoders and the session's thread can meet in an {@link Assembly},
 * as far as three threads and three steps of each go: what they see is what they would see if each
 * step happened at one moment.
 */
@Tag("interleavings")
public final class AssemblyInterleavingsTest {

  @Test
  void everyStepHappensAtOneMoment() {
    // Loads what messages are formatted with, which takes more steps than all that follows.
    assertThat(new QueueFull(1, Duration.ZERO)).hasMessageContaining("1");
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .iterations(8)
        .invocationsPerIteration(100)
        .check(Steps.class);
  }

  /** What the threads do; Lincheck makes one for every order it tries. */
  @Param(name = "thread", gen = ThreadIdGen.class)
  @Param(name = "value", gen = IntGen.class)
  public static final class Steps {

    private static final int THREADS = 6;

    private final Assembly assembly =
        new Assembly(
            new BatchSettings(2, List.of(), Duration.ZERO, 2),
            2,
            Duration.ZERO,
            List.of(new NoMemory(2), new NoMemory(2)),
            () -> 0,
            _ -> {});
    private final Hand[] hands =
        IntStream.range(0, THREADS).mapToObj(_ -> new Hand()).toArray(Hand[]::new);

    /** What a decoder has taken and not yet placed. */
    private static final class Hand {
      Optional<Request> taken = Optional.empty();
    }

    /** A client hands a request in. */
    @Operation
    public boolean offer(@Param(name = "value") int value) {
      try {
        assembly.offer(request(value), 0);
        return true;
      } catch (QueueFull _) {
        return false;
      }
    }

    /** A decoder takes a request. */
    @Operation
    @CanIgnoreReturnValue
    public int take(@Param(name = "thread") int thread) {
      Hand hand = hands[thread];
      if (hand.taken.isEmpty()) {
        hand.taken = assembly.take();
      }
      return hand.taken.map(Steps::value).orElse(-1);
    }

    /** A decoder writes the rows of what it took. */
    @Operation
    public int place(@Param(name = "thread") int thread) {
      Hand hand = hands[thread];
      Optional<Request> placed = hand.taken;
      placed.ifPresent(request -> assembly.written(assembly.claim(request)));
      hand.taken = Optional.empty();
      return placed.map(Steps::value).orElse(-1);
    }

    /** A decoder finds that what it took is no picture. */
    @Operation
    public int abandon(@Param(name = "thread") int thread) {
      Hand hand = hands[thread];
      Optional<Request> abandoned = hand.taken;
      abandoned.ifPresent(assembly::abandon);
      hand.taken = Optional.empty();
      return abandoned.map(Steps::value).orElse(-1);
    }

    /** The session's thread runs what there is; interrupted, so that it does not wait for more. */
    @Operation(nonParallelGroup = "session")
    public List<Integer> run() {
      List<Integer> ran = new ArrayList<>();
      Thread.currentThread().interrupt();
      try {
        if (assembly.next(Duration.ofHours(1)) instanceof Turn.Run(Batch batch)) {
          batch.requests().forEach(request -> ran.add(value(request)));
          assembly.giveBack(batch.memory());
        }
      } catch (InterruptedException _) {
        ran.add(-1);
      } finally {
        Thread.interrupted();
      }
      return ran;
    }

    @Operation
    public int depth() {
      return assembly.depth();
    }

    private static Request request(int value) {
      return new Request(
          new Work.Tensors(Map.of(), Set.of("" + value), 1, true), Terms.interactive(), "", 0);
    }

    private static int value(Request request) {
      return switch (request.work()) {
        case Work.Tensors tensors -> Integer.parseInt(tensors.outputs().iterator().next());
        case Work.Picture _ -> throw new IllegalStateException("none was offered");
      };
    }
  }
}
