package dev.fovea.service.inference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.fovea.service.failure.QueueFull;
import dev.fovea.service.failure.ServiceStopping;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Where requests become batches: the queue, the batch that is being filled, and the rule that says
 * when it runs: at once, but where decoders and session share the cores, not before the pictures
 * have joined that were there when it could have run, since a run would only take the cores from
 * them. Those that come later wait for the next. A monitor between those who hand requests in, the
 * decoders and the session's thread.
 *
 * <p>Decoders {@link #take} a request only if its rows will fit, and {@link #claim} rows once its
 * picture is decoded: in the batch that is being filled then, which may be a later one.
 */
final class Assembly {

  /**
   * A full queue is looked through for the dead this often; not for each of a flood of refusals.
   */
  private static final long PURGE_NANOS = Duration.ofMillis(10).toNanos();

  private final BatchSettings settings;
  private final int maxRows;
  private final Duration decodingPatience;
  private final LongSupplier ticker;
  private final Consumer<Request> bury;
  private final ReentrantLock lock = new ReentrantLock();

  /** What the session's thread waits for: a turn, or the last row of the batch it sealed. */
  private final Condition turn = lock.newCondition();

  /** What those wait for who have a picture and no batch to put it in. */
  private final Condition room = lock.newCondition();

  @GuardedBy("lock")
  private final WaitingQueue<Request> queue;

  @GuardedBy("lock")
  private final Deque<BatchMemory> spare;

  @GuardedBy("lock")
  private Optional<Batch> filling;

  /** Requests that were taken and have no place yet, and their rows. */
  @GuardedBy("lock")
  private int taken;

  @GuardedBy("lock")
  private int reserved;

  @GuardedBy("lock")
  private long firstRowNanos;

  /** When the batch that is being filled could first have run; empty before that. */
  @GuardedBy("lock")
  private OptionalLong couldRunNanos = OptionalLong.empty();

  /** How many of those who were there then have no place yet, at most. */
  @GuardedBy("lock")
  private int awaited;

  @GuardedBy("lock")
  private OptionalLong purgedNanos = OptionalLong.empty();

  @GuardedBy("lock")
  private boolean rested;

  @GuardedBy("lock")
  private boolean closing;

  /**
   * Creates an empty assembly.
   *
   * @param decodingPatience how long a batch that could run waits for pictures that are there
   * @param memories memory for batches of {@code maxRows} rows: one runs while another is filled
   * @param bury receives, outside the lock, each request that left because nobody waits for it
   */
  Assembly(
      BatchSettings settings,
      int maxRows,
      Duration decodingPatience,
      List<BatchMemory> memories,
      LongSupplier ticker,
      Consumer<Request> bury) {
    this.settings = settings;
    this.maxRows = maxRows;
    this.decodingPatience = decodingPatience;
    this.ticker = ticker;
    this.bury = bury;
    this.queue =
        new WaitingQueue<>(settings.queueCapacity(), request -> request.isDead(ticker.getAsLong()));
    this.spare = new ArrayDeque<>(memories);
    this.filling = Optional.ofNullable(spare.poll()).map(Batch::new);
  }

  /**
   * Adds a request to the queue.
   *
   * @param nanosPerRow measured service time, from which the refusal says when to come again
   * @throws QueueFull if there is no room, even without those whose clients were gone just now
   * @throws ServiceStopping if the assembly is closed
   */
  void offer(Request request, long nanosPerRow) {
    List<Request> dead = List.of();
    lock.lock();
    try {
      if (closing) {
        throw new ServiceStopping();
      }
      if (!queue.offer(request, request.urgency())) {
        dead = purge();
        if (!queue.offer(request, request.urgency())) {
          throw new QueueFull(queue.capacity(), Duration.ofNanos(queue.size() * nanosPerRow));
        }
      }
      if (runsAlone(request)) {
        turn.signal();
      }
    } finally {
      lock.unlock();
    }
    dead.forEach(bury);
  }

  @GuardedBy("lock")
  private List<Request> purge() {
    long now = ticker.getAsLong();
    if (now - purgedNanos.orElse(now - PURGE_NANOS) < PURGE_NANOS) {
      return List.of();
    }
    purgedNanos = OptionalLong.of(now);
    return queue.purge();
  }

  /** Takes the request whose turn it is, if it stacks and its rows will fit. */
  Optional<Request> take() {
    List<Request> dead = new ArrayList<>();
    lock.lock();
    try {
      Optional<Request> next = queue.peek();
      while (next.isPresent() && next.get().isDead(ticker.getAsLong())) {
        dead.add(queue.poll().orElseThrow());
        next = queue.peek();
      }
      next = next.filter(request -> !runsAlone(request)).filter(this::fits);
      if (next.isPresent()) {
        queue.poll();
        taken++;
        reserved += next.get().rows();
      } else if (!dead.isEmpty()) {
        turn.signal();
      }
      return next;
    } finally {
      lock.unlock();
      dead.forEach(bury);
    }
  }

  /** Gives a taken request its rows; the caller writes them and says so. */
  Batch claim(Request request) {
    lock.lock();
    try {
      while (filling.isEmpty()) {
        room.awaitUninterruptibly();
      }
      Batch batch = filling.get();
      if (batch.isEmpty()) {
        firstRowNanos = ticker.getAsLong();
      }
      settle(request);
      batch.claim(request);
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Says that a request's rows are written. */
  void written(Batch batch) {
    lock.lock();
    try {
      batch.written();
      boolean sealed = filling.filter(each -> each == batch).isEmpty();
      boolean first = batch.requests().size() == 1;
      if (sealed || first || delayLeftNanos() <= 0) {
        turn.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that a taken request failed before it got rows. */
  void abandon(Request request) {
    lock.lock();
    try {
      settle(request);
      turn.signal();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void settle(Request request) {
    taken--;
    reserved -= request.rows();
    awaited--;
  }

  /** Takes memory back after its batch was run. */
  void giveBack(BatchMemory memory) {
    lock.lock();
    try {
      if (filling.isEmpty()) {
        filling = Optional.of(new Batch(memory));
        room.signalAll();
      } else {
        spare.add(memory);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further requests. */
  void close() {
    lock.lock();
    try {
      closing = true;
      turn.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int depth() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next thing to do.
   *
   * @param patience how long without work before a rest
   */
  Turn next(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Optional<Turn> ready = ready();
        if (ready.isPresent()) {
          rested = ready.get() instanceof Turn.Rest;
          return ready.get();
        }
        if (delayLeftNanos() > 0) {
          turn.awaitNanos(delayLeftNanos());
        } else if (rested) {
          turn.await();
        } else if (turn.awaitNanos(patience.toNanos()) <= 0) {
          rested = true;
          return new Turn.Rest();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Optional<Turn> ready() throws InterruptedException {
    boolean none = filling.map(Batch::isEmpty).orElse(true);
    if (!none) {
      if (couldRunNanos.isEmpty()) {
        couldRunNanos = OptionalLong.of(ticker.getAsLong());
        awaited = taken + queue.size();
      }
      return delayLeftNanos() > 0 ? Optional.empty() : Optional.of(new Turn.Run(seal()));
    }
    Optional<Request> alone = queue.peek().filter(Assembly::runsAlone);
    if (alone.isPresent()) {
      queue.poll();
      return Optional.of(new Turn.Alone(alone.get()));
    }
    boolean done = closing && queue.size() == 0 && reserved == 0;
    return done ? Optional.of(new Turn.Stop()) : Optional.empty();
  }

  /** Returns how long the batch may still wait to fill: not at all if nothing more will fit. */
  @GuardedBy("lock")
  private long delayLeftNanos() {
    int rows = filling.map(Batch::rows).orElse(0);
    boolean full = rows >= maxRows || queue.peek().filter(next -> !fits(next)).isPresent();
    if (rows == 0 || full || closing) {
      return 0;
    }
    long now = ticker.getAsLong();
    long delay = settings.maxDelay().toNanos() - (now - firstRowNanos);
    boolean decoding = taken > 0 || queue.peek().filter(next -> !runsAlone(next)).isPresent();
    return decoding && awaited > 0
        ? Math.max(delay, decodingPatience.toNanos() - (now - couldRunNanos.orElse(now)))
        : delay;
  }

  /** Puts the next memory in the batch's place and waits for the last of its rows. */
  @GuardedBy("lock")
  private Batch seal() {
    Batch batch = filling.orElseThrow();
    filling = Optional.ofNullable(spare.poll()).map(Batch::new);
    couldRunNanos = OptionalLong.empty();
    while (!batch.isWritten()) {
      turn.awaitUninterruptibly();
    }
    return batch;
  }

  @GuardedBy("lock")
  private boolean fits(Request request) {
    return filling.isPresent() && filling.get().rows() + reserved + request.rows() <= maxRows;
  }

  private static boolean runsAlone(Request request) {
    return switch (request.work()) {
      case Work.Picture _ -> false;
      case Work.Tensors tensors -> !tensors.stacks();
    };
  }
}
