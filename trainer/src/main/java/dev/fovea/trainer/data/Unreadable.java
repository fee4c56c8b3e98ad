package dev.fovea.trainer.data;

import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Collects the pictures that could not be read, each once. Thread-safe. */
public final class Unreadable {

  private final SortedSet<String> messages = new ConcurrentSkipListSet<>();

  /** Adds what is wrong with one picture, its name included. */
  public void add(String message) {
    messages.add(message);
  }

  /** Returns all messages, sorted. */
  public List<String> messages() {
    return List.copyOf(messages);
  }
}
