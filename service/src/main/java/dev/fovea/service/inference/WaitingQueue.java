package dev.fovea.service.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * A bounded queue of two classes, each first in, first out. Interactive requests go before bulk,
 * but every {@value #TURN}th turn is bulk's if any waits, so neither starves. Not thread-safe: its
 * owner locks.
 */
final class WaitingQueue<T> {

  static final int TURN = 8;

  private final int capacity;
  private final Predicate<T> dead;
  private final Queue<T> interactive = new ArrayDeque<>();
  private final Queue<T> bulk = new ArrayDeque<>();
  private int interactiveInARow;

  /**
   * Creates a queue.
   *
   * @param capacity requests of both classes together
   * @param dead tells which requests nobody waits for; they make room when the queue is full
   */
  WaitingQueue(int capacity, Predicate<T> dead) {
    this.capacity = capacity;
    this.dead = dead;
  }

  /** Adds a request, or returns false if the queue is full. */
  boolean offer(T request, Urgency urgency) {
    if (size() >= capacity) {
      return false;
    }
    return switch (urgency) {
      case INTERACTIVE -> interactive.add(request);
      case BULK -> bulk.add(request);
    };
  }

  /** Returns the request whose turn it is, which stays. */
  Optional<T> peek() {
    return Optional.ofNullable(next().peek());
  }

  /** Takes the request whose turn it is. */
  Optional<T> poll() {
    boolean passesBulk = !bulk.isEmpty() && !bulkIsNext();
    Optional<T> request = Optional.ofNullable(next().poll());
    interactiveInARow = passesBulk ? interactiveInARow + 1 : 0;
    return request;
  }

  /** Takes out every request that nobody waits for. */
  List<T> purge() {
    List<T> purged = new ArrayList<>();
    for (Queue<T> queue : List.of(interactive, bulk)) {
      queue.removeIf(request -> dead.test(request) && purged.add(request));
    }
    return purged;
  }

  int size() {
    return interactive.size() + bulk.size();
  }

  int capacity() {
    return capacity;
  }

  private Queue<T> next() {
    return bulkIsNext() ? bulk : interactive;
  }

  private boolean bulkIsNext() {
    return !bulk.isEmpty() && (interactive.isEmpty() || interactiveInARow >= TURN - 1);
  }
}
