package dev.fovea.service.inference;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * As many platform threads as there are cores, shared by all models in turns: a model with a long
 * queue delays another by one picture at most.
 */
final class Decoders implements AutoCloseable {

  private final List<Source> sources = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Thread> threads;
  private long changes;
  private int sleeping;
  private volatile boolean closed;

  /** What has pictures to decode. */
  @FunctionalInterface
  interface Source {
    /** Prepares one request, or returns false if none can be prepared now. Does not throw. */
    boolean prepareOne();
  }

  @SuppressWarnings("ThreadStartInConstructor") // the fields are all written by then
  Decoders(int count) {
    Thread.Builder builder = Thread.ofPlatform().name("decode-", 0).daemon();
    this.threads = Stream.generate(() -> builder.unstarted(this::loop)).limit(count).toList();
    threads.forEach(Thread::start);
  }

  void add(Source source) {
    sources.add(source);
  }

  void remove(Source source) {
    sources.remove(source);
  }

  /** Says that some source may have work now. */
  void signal() {
    lock.lock();
    try {
      changes++;
      if (sleeping > 0) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Says that some source has room for much work now. */
  void signalAll() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    signalAll();
  }

  private void loop() {
    long seen = 0;
    while (!closed) {
      if (!prepareAny()) {
        seen = awaitChange(seen);
      }
    }
  }

  private boolean prepareAny() {
    Object[] round = sources.toArray();
    int start = turn.getAndIncrement() & Integer.MAX_VALUE;
    for (int i = 0; i < round.length; i++) {
      if (((Source) round[(start + i) % round.length]).prepareOne()) {
        return true;
      }
    }
    return false;
  }

  private long awaitChange(long seen) {
    lock.lock();
    try {
      sleeping++;
      while (changes == seen && !closed) {
        changed.awaitUninterruptibly();
      }
      sleeping--;
      return changes;
    } finally {
      lock.unlock();
    }
  }
}
