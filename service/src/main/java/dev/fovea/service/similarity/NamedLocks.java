package dev.fovea.service.similarity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock for each name, so that work on one never waits for work on another. */
public final class NamedLocks {

  private final Map<String, Turns> turns = new ConcurrentHashMap<>();

  /** Creates locks that nobody holds. */
  public NamedLocks() {}

  /**
   * Does work while no other thread does any under the same name. Work may call this again. A name
   * costs memory only while it is in use.
   */
  public <T> T alone(String name, Supplier<T> work) {
    Turns mine = turns.compute(name, (_, known) -> (known == null ? new Turns() : known).joined());
    mine.lock.lock();
    try {
      return work.get();
    } finally {
      mine.lock.unlock();
      turns.compute(name, (_, known) -> mine.left() ? null : known);
    }
  }

  /** How many names are in use. */
  int used() {
    return turns.size();
  }

  /** Those who hold or await one name's lock; counted only inside the map's own steps. */
  private static final class Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private int users;

    Turns joined() {
      users++;
      return this;
    }

    /** Whether this was the last. */
    boolean left() {
      users--;
      return users == 0;
    }
  }
}
