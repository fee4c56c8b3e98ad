package dev.fovea.service.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a batch runs, where decoders and session share the cores. */
final class AssemblyTest {

  private static final Duration PATIENCE = Duration.ofMillis(25);

  private final AtomicLong nanos = new AtomicLong();
  private final Assembly assembly =
      new Assembly(
          new BatchSettings(8, List.of(), Duration.ZERO, 8),
          8,
          PATIENCE,
          List.of(new NoMemory(8), new NoMemory(8)),
          nanos::get,
          _ -> {});

  @Test
  void waitsForThePicturesThatWereThere() {
    Request first = offer();
    Request second = offer();
    take(first);
    place(first);
    CompletableFuture<Turn> turn = nextTurn();
    take(second);
    assertThat(turn).isNotDone();
    place(second);
    assertThat(ran(turn)).containsExactly(first, second);
  }

  @Test
  void doesNotWaitForThoseThatCameLater() {
    Request first = offer();
    Request second = offer();
    take(first);
    take(second);
    place(first);
    CompletableFuture<Turn> turn = nextTurn();
    Request late = offer();
    take(late);
    place(second);
    assertThat(ran(turn)).containsExactly(first, second);
    place(late);
    assertThat(ran(nextTurn())).containsExactly(late);
  }

  @Test
  void doesNotWaitForAPictureThatCannotBeDecoded() {
    Request first = offer();
    Request broken = offer();
    take(first);
    take(broken);
    place(first);
    CompletableFuture<Turn> turn = nextTurn();
    assembly.abandon(broken);
    assertThat(ran(turn)).containsExactly(first);
  }

  @Test
  void losesPatienceWithAPictureThatTakesLong() {
    Request first = offer();
    Request slow = offer();
    take(first);
    take(slow);
    place(first);
    nanos.addAndGet(PATIENCE.toNanos() - 1);
    CompletableFuture<Turn> turn = nextTurn();
    nanos.addAndGet(PATIENCE.toNanos());
    assertThat(ran(turn)).containsExactly(first);
  }

  private Request offer() {
    Request request =
        new Request(
            new Work.Tensors(Map.of(), Set.of(), 1, true), Terms.interactive(), "", nanos.get());
    assembly.offer(request, 0);
    return request;
  }

  private void take(Request request) {
    assertThat(assembly.take()).isEqualTo(Optional.of(request));
  }

  private void place(Request request) {
    assembly.written(assembly.claim(request));
  }

  /** Has the session's thread ask for its next turn, and returns when it has looked or has one. */
  private CompletableFuture<Turn> nextTurn() {
    CompletableFuture<Turn> turn = new CompletableFuture<>();
    Thread session =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                turn.complete(assembly.next(Duration.ofHours(1)));
              } catch (InterruptedException interrupted) {
                turn.completeExceptionally(interrupted);
              }
            });
    await().until(() -> turn.isDone() || session.getState() == Thread.State.TIMED_WAITING);
    return turn;
  }

  private List<Request> ran(CompletableFuture<Turn> turn) {
    return switch (turn.join()) {
      case Turn.Run(Batch batch) -> {
        assembly.giveBack(batch.memory());
        yield batch.requests();
      }
      default -> throw new AssertionError("the session got something else to do");
    };
  }
}
