package dev.fovea.service.inference;

import dev.fovea.service.failure.DeadlineExceeded;
import dev.fovea.service.failure.QueueFull;
import dev.fovea.service.failure.RequestCancelled;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What one version did since it was loaded: cumulative counts and nanoseconds. Thread-safe. */
public final class Statistics {

  /** Why requests failed, in the words of Triton's metrics. */
  public enum Reason {
    /** Refused because the queue was full. */
    REJECTED,
    /** The client went away, or its deadline passed. */
    CANCELED,
    /** The model's run failed. */
    BACKEND,
    /** The request itself was wrong. */
    OTHER
  }

  /**
   * How often, and how long in all.
   *
   * @param count times
   * @param nanos nanoseconds
   */
  public record Total(long count, long nanos) {}

  /** A count and a sum that threads add to. */
  private static final class Sum {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(long times, long duration) {
      count.add(times);
      nanos.add(duration);
    }

    Total total() {
      return new Total(count.sum(), nanos.sum());
    }
  }

  private final Sum success = new Sum();
  private final Sum queue = new Sum();
  private final Sum input = new Sum();
  private final Sum infer = new Sum();
  private final Sum output = new Sum();
  private final Map<Reason, LongAdder> failures = new ConcurrentHashMap<>();
  private final LongAdder failedNanos = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder runs = new LongAdder();
  private final Map<Integer, Sum> batches = new ConcurrentHashMap<>();
  private final AtomicLong nanosPerRow = new AtomicLong();
  private final AtomicLong lastRequestMillis = new AtomicLong();

  /** Counts an answered request. */
  void succeeded(Timing timing, long outputNanos, int requestRows, long nowMillis) {
    long inputNanos = timing.decodeNanos() + timing.preprocessNanos();
    long all = timing.queueNanos() + inputNanos + timing.inferNanos() + outputNanos;
    success.add(1, all);
    queue.add(1, timing.queueNanos());
    input.add(1, inputNanos);
    infer.add(1, timing.inferNanos());
    output.add(1, outputNanos);
    rows.add(requestRows);
    lastRequestMillis.set(nowMillis);
  }

  /** Counts a run of the session. */
  void ran(int batchRows, long nanos) {
    runs.increment();
    batches.computeIfAbsent(batchRows, _ -> new Sum()).add(1, nanos);
    long sample = nanos / batchRows;
    nanosPerRow.updateAndGet(before -> before == 0 ? sample : before + (sample - before) / 8);
  }

  /** Counts a request that failed, after so long. */
  void failed(Throwable cause, long nanos) {
    Reason reason =
        switch (cause) {
          case QueueFull _ -> Reason.REJECTED;
          case RequestCancelled _ -> Reason.CANCELED;
          case DeadlineExceeded _ -> Reason.CANCELED;
          case dev.fovea.service.failure.InferenceFailed _ -> Reason.BACKEND;
          default -> Reason.OTHER;
        };
    failures.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    failedNanos.add(nanos);
  }

  /** Returns the measured time of one row in a run, a moving average; 0 before the first run. */
  public long nanosPerRow() {
    return nanosPerRow.get();
  }

  /** Returns answered requests and the time from their arrival to their answer. */
  public Total success() {
    return success.total();
  }

  /** Returns failed requests and the time until they failed. */
  public Total failed() {
    return new Total(failures.values().stream().mapToLong(LongAdder::sum).sum(), failedNanos.sum());
  }

  /** Returns failed requests for one reason. */
  public long failed(Reason reason) {
    LongAdder count = failures.get(reason);
    return count == null ? 0 : count.sum();
  }

  /** Returns the waiting of answered requests. */
  public Total queue() {
    return queue.total();
  }

  /** Returns the decoding and pre-processing of answered requests. */
  public Total input() {
    return input.total();
  }

  /** Returns the runs that answered requests were in. */
  public Total infer() {
    return infer.total();
  }

  /** Returns the copying of outputs of answered requests. */
  public Total output() {
    return output.total();
  }

  /** Returns how many rows were answered. */
  public long rows() {
    return rows.sum();
  }

  /** Returns how many runs there were. */
  public long runs() {
    return runs.sum();
  }

  /** Returns the runs by their number of rows. */
  public SortedMap<Integer, Total> batches() {
    SortedMap<Integer, Total> totals = new TreeMap<>();
    batches.forEach((size, sum) -> totals.put(size, sum.total()));
    return totals;
  }

  /** Returns when the last request was answered, in milliseconds of Unix time; 0 if none was. */
  public long lastRequestMillis() {
    return lastRequestMillis.get();
  }
}
