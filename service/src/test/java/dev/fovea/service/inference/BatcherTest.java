package dev.fovea.service.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.DeadlineExceeded;
import dev.fovea.service.failure.InferenceFailed;
import dev.fovea.service.failure.InvalidTensor;
import dev.fovea.service.failure.NotAnImage;
import dev.fovea.service.failure.QueueFull;
import dev.fovea.service.failure.RequestCancelled;
import dev.fovea.service.failure.ServiceStopping;
import dev.fovea.service.failure.ServingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatcherTest {

  private final BatcherRig rig = new BatcherRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void runsALoneRequestAtOnce() {
    rig.session.open();
    assertThat(rig.answer(rig.picture(21))).isEqualTo(42);
    assertThat(rig.session.runs).containsExactly(1);
  }

  @Test
  void collectsWhatComesWhileItRuns() {
    CompletableFuture<Answer> first = rig.picture(1);
    rig.awaitRun();
    List<CompletableFuture<Answer>> rest = List.of(rig.picture(2), rig.picture(3), rig.picture(4));
    rig.awaitDecoded(4);
    rig.session.open();
    assertThat(rig.answer(first)).isEqualTo(2);
    assertThat(rest.stream().map(rig::answer)).containsExactly(4, 6, 8);
    assertThat(rig.session.runs).containsExactly(1, 3);
  }

  @Test
  void runsNoMoreRowsThanTheCap() {
    rig.maxBatchSize = 4;
    CompletableFuture<Answer> first = rig.picture(0);
    rig.awaitRun();
    List<CompletableFuture<Answer>> rest = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      rest.add(rig.picture(i));
    }
    rig.session.open();
    rig.answer(first);
    for (int i = 0; i < rest.size(); i++) {
      assertThat(rig.answer(rest.get(i))).isEqualTo(2 * (i + 1));
    }
    assertThat(rig.session.runs).allMatch(rows -> rows <= 4);
  }

  @Test
  void padsUpToAnAllowedSize() {
    rig.batchSizes = List.of(1, 4, 8);
    CompletableFuture<Answer> first = rig.picture(1);
    rig.awaitRun();
    List<CompletableFuture<Answer>> rest = List.of(rig.picture(2), rig.picture(3));
    rig.awaitDecoded(3);
    rig.session.open();
    rig.answer(first);
    assertThat(rest.stream().map(rig::answer)).containsExactly(4, 6);
    assertThat(rig.session.runs).containsExactly(1, 4);
  }

  @Test
  void failsTheUndecodablePictureAlone() {
    rig.session.open();
    CompletableFuture<Answer> good = rig.picture(1);
    CompletableFuture<Answer> bad = rig.undecodable();
    CompletableFuture<Answer> other = rig.picture(2);
    assertThat(rig.answer(good)).isEqualTo(2);
    assertThat(rig.answer(other)).isEqualTo(4);
    assertThat(rig.failure(bad)).isInstanceOf(NotAnImage.class);
  }

  @Test
  void failsTheRequestThatBreaksTheRunAlone() {
    rig.session.poison = 13;
    CompletableFuture<Answer> first = rig.picture(1);
    rig.awaitRun();
    List<CompletableFuture<Answer>> rest = List.of(rig.picture(2), rig.picture(13), rig.picture(3));
    rig.awaitDecoded(4);
    rig.session.open();
    assertThat(rig.answer(first)).isEqualTo(2);
    assertThat(rig.answer(rest.get(0))).isEqualTo(4);
    assertThat(rig.failure(rest.get(1))).isInstanceOf(InferenceFailed.class);
    assertThat(rig.answer(rest.get(2))).isEqualTo(6);
  }

  @Test
  void rejectsTheRequestThatDoesNotFitTheQueue() {
    rig.queueCapacity = 2;
    rig.maxBatchSize = 1;
    rig.picture(0);
    rig.awaitRun();
    rig.picture(1);
    rig.awaitDecoded(2);
    rig.picture(2);
    rig.picture(3);
    assertThatThrownBy(() -> rig.picture(4)).isInstanceOf(QueueFull.class);
    assertThat(rig.batcher().statistics().failed(Statistics.Reason.REJECTED)).isEqualTo(1);
    rig.session.open();
  }

  @Test
  void makesRoomInAFullQueueByThoseWhoseClientsAreGone() {
    rig.queueCapacity = 2;
    rig.maxBatchSize = 1;
    rig.picture(0);
    rig.awaitRun();
    rig.picture(1);
    rig.awaitDecoded(2);
    Terms leaving = Terms.interactive();
    CompletableFuture<Answer> gone = rig.picture(2, leaving);
    rig.picture(3);
    leaving.cancellation().cancel();
    CompletableFuture<Answer> late = rig.picture(4);
    assertThat(rig.failure(gone)).isInstanceOf(RequestCancelled.class);
    rig.session.open();
    assertThat(rig.answer(late)).isEqualTo(8);
  }

  @Test
  void dropsARequestWhoseDeadlinePassedBeforeTheRun() {
    CompletableFuture<Answer> first = rig.picture(1);
    rig.awaitRun();
    CompletableFuture<Answer> hasty =
        rig.picture(2, Terms.interactive().within(Duration.ofMillis(50)));
    CompletableFuture<Answer> patient =
        rig.picture(3, Terms.interactive().within(Duration.ofHours(1)));
    rig.awaitDecoded(3);
    rig.ticker.advance(Duration.ofMillis(60));
    rig.session.open();
    assertThat(rig.answer(first)).isEqualTo(2);
    assertThat(rig.failure(hasty)).isInstanceOf(DeadlineExceeded.class);
    assertThat(rig.answer(patient)).isEqualTo(6);
    assertThat(rig.session.rows).containsExactly(List.of(1), List.of(3));
  }

  @Test
  void dropsARequestWhoseClientIsGoneBeforeTheRun() {
    rig.picture(1);
    rig.awaitRun();
    Terms leaving = Terms.interactive();
    CompletableFuture<Answer> gone = rig.picture(2, leaving);
    CompletableFuture<Answer> stays = rig.picture(3);
    rig.awaitDecoded(3);
    leaving.cancellation().cancel();
    rig.session.open();
    assertThat(rig.failure(gone)).isInstanceOf(RequestCancelled.class);
    assertThat(rig.answer(stays)).isEqualTo(6);
    assertThat(rig.session.rows.getLast()).containsExactly(3);
  }

  @Test
  void takesInteractiveRequestsBeforeBulk() {
    rig.maxBatchSize = 1;
    rig.decoders = 1;
    rig.picture(0);
    rig.awaitRun();
    rig.picture(1);
    rig.awaitDecoded(2);
    CompletableFuture<Answer> bulk = rig.picture(7, Terms.bulk());
    CompletableFuture<Answer> urgent = rig.picture(5);
    rig.session.open();
    rig.answer(bulk);
    rig.answer(urgent);
    assertThat(rig.session.rows).containsExactly(List.of(0), List.of(1), List.of(5), List.of(7));
  }

  @Test
  void runsALoneRequestWhenMaxDelayHasPassed() {
    rig.maxDelay = Duration.ofMillis(5);
    rig.session.open();
    CompletableFuture<Answer> alone = rig.picture(1);
    rig.awaitDecoded(1);
    assertThat(rig.session.runs).isEmpty();
    rig.ticker.advance(Duration.ofMillis(5));
    assertThat(rig.answer(alone)).isEqualTo(2);
  }

  @Test
  void runsAFullBatchBeforeMaxDelayHasPassed() {
    rig.maxDelay = Duration.ofSeconds(10);
    rig.maxBatchSize = 3;
    rig.session.open();
    List<CompletableFuture<Answer>> all = List.of(rig.picture(1), rig.picture(2), rig.picture(3));
    assertThat(all.stream().map(rig::answer)).containsExactly(2, 4, 6);
    assertThat(rig.session.runs).containsExactly(3);
  }

  @Test
  void stacksTensorsOfSeveralRequests() {
    CompletableFuture<Answer> first = rig.tensors(1);
    rig.awaitRun();
    CompletableFuture<Answer> two = rig.tensors(10, 11);
    CompletableFuture<Answer> one = rig.tensors(12);
    rig.awaitTaken();
    rig.session.open();
    assertThat(rig.answers(first)).containsExactly(2);
    assertThat(rig.answers(two)).containsExactly(20, 22);
    assertThat(rig.answers(one)).containsExactly(24);
    assertThat(rig.session.runs).containsExactly(1, 3);
  }

  @Test
  void refusesTensorsOfMoreRowsThanTheCap() {
    rig.maxBatchSize = 2;
    assertThatThrownBy(() -> rig.tensors(1, 2, 3))
        .isInstanceOf(InvalidTensor.class)
        .hasMessageContaining("at most 2 rows")
        .hasMessageContaining("3; send them in parts");
    rig.session.open();
    assertThat(rig.answers(rig.tensors(1, 2))).containsExactly(2, 4);
  }

  @Test
  void goesOnWhenCountingAnAnswerFails() {
    rig.session.open();
    rig.breakNextCount();
    assertThat(rig.failure(rig.picture(1))).hasMessageContaining("not counted");
    assertThat(rig.answer(rig.picture(2))).isEqualTo(4);
  }

  @Test
  void refusesTensorsThatDoNotFitTheGraph() {
    assertThatThrownBy(() -> rig.batcher().submit(Map.of(), Set.of(), Terms.interactive()))
        .isInstanceOf(InvalidTensor.class)
        .hasMessageContaining("'in'");
    assertThatThrownBy(
            () -> rig.batcher().submit(BatcherRig.tensor(1), Set.of("nope"), Terms.interactive()))
        .isInstanceOf(InvalidTensor.class)
        .hasMessageContaining("nope");
    rig.session.open();
    rig.answer(rig.picture(1));
  }

  @Test
  void answersWhatItAcceptedBeforeItCloses() throws Exception {
    CompletableFuture<Answer> first = rig.picture(1);
    rig.awaitRun();
    CompletableFuture<Answer> second = rig.picture(2);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(rig.batcher()::close);
    rig.awaitRefusal();
    assertThat(rig.session.closed).isFalse();
    rig.session.open();
    closing.get(10, TimeUnit.SECONDS);
    assertThat(rig.answer(first)).isEqualTo(2);
    assertThat(rig.answer(second)).isEqualTo(4);
    assertThat(rig.session.closed).isTrue();
    assertThatThrownBy(() -> rig.picture(3)).isInstanceOf(ServiceStopping.class);
  }

  @Test
  void givesMemoryBackWhenIdle() {
    rig.idleAfter = Duration.ofMillis(1);
    rig.session.open();
    rig.answer(rig.picture(1));
    org.awaitility.Awaitility.await().until(() -> rig.session.shrinks.get() >= 1);
  }

  @Test
  void losesAndCrossesNoneOfAThousandConcurrentRequests() throws Exception {
    rig.queueCapacity = 1000;
    rig.decoders = 4;
    rig.session.open();
    rig.batcher();
    List<Thread> clients = new ArrayList<>();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int value = i;
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      answers.add(answer);
      clients.add(Thread.ofVirtual().start(() -> answer.complete(rig.answer(rig.picture(value)))));
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(2 * i);
    }
    assertThat(rig.session.runs.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
    assertThat(rig.batcher().statistics().success().count()).isEqualTo(1000);
    for (Thread client : clients) {
      client.join();
    }
  }

  @Test
  void measuresTheTimeOfARow() throws ExecutionException, InterruptedException {
    CompletableFuture<Answer> first = rig.picture(1);
    rig.awaitRun();
    rig.ticker.advance(Duration.ofMillis(5));
    rig.session.open();
    assertThat(first.get().timing().inferNanos()).isEqualTo(5_000_000);
    assertThat(rig.batcher().statistics().nanosPerRow()).isEqualTo(5_000_000);
  }

  /** Checks that failures carry no stack trace, which would cost more than the refusal. */
  @Test
  void refusesWithoutAStackTrace() {
    ServingException refusal = new QueueFull(1, Duration.ofSeconds(2));
    assertThat(refusal.getStackTrace()).isEmpty();
  }
}
