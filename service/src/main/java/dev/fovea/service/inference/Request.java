package dev.fovea.service.inference;

import dev.fovea.service.failure.DeadlineExceeded;
import dev.fovea.service.failure.RequestCancelled;
import dev.fovea.service.failure.ServingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request on its way through a batcher, with the times it passed each stage. */
final class Request {

  private final Work work;
  private final Terms terms;
  private final Object caller;
  private final long arrivedNanos;
  private final long deadlineNanos;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  /** Written by the one thread that has the request at the time. */
  long takenNanos;

  long decodedNanos;
  long placedNanos;
  int firstRow;

  Request(Work work, Terms terms, Object caller, long nowNanos) {
    this.work = work;
    this.terms = terms;
    this.caller = caller;
    this.arrivedNanos = nowNanos;
    this.deadlineNanos = terms.timeout().map(limit -> nowNanos + limit.toNanos()).orElse(0L);
    this.takenNanos = nowNanos;
    this.decodedNanos = nowNanos;
    this.placedNanos = nowNanos;
  }

  Work work() {
    return work;
  }

  int rows() {
    return work.rows();
  }

  /** Returns the request as those who hear of its run see it. */
  RunListener.Rider rider() {
    return new RunListener.Rider(caller, arrivedNanos, takenNanos, decodedNanos, placedNanos);
  }

  Urgency urgency() {
    return terms.urgency();
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  /** Returns why this request must not run any more, or empty if it may. */
  Optional<ServingException> obituary(long nowNanos) {
    if (terms.cancellation().isCancelled()) {
      return Optional.of(new RequestCancelled());
    }
    if (terms.timeout().isPresent() && nowNanos - deadlineNanos >= 0) {
      return Optional.of(new DeadlineExceeded(Duration.ofNanos(nowNanos - arrivedNanos)));
    }
    return Optional.empty();
  }

  boolean isDead(long nowNanos) {
    return terms.cancellation().isCancelled()
        || (terms.timeout().isPresent() && nowNanos - deadlineNanos >= 0);
  }

  Timing timing(long startedNanos, long finishedNanos) {
    long decode = decodedNanos - takenNanos;
    long preprocess = placedNanos - decodedNanos;
    long queue = startedNanos - arrivedNanos - decode - preprocess;
    return new Timing(decode, preprocess, Math.max(0, queue), finishedNanos - startedNanos);
  }

  long ageNanos(long nowNanos) {
    return nowNanos - arrivedNanos;
  }
}
