package dev.fovea.service.inference;

/** The word that nobody waits for an answer any more. Given once, seen by whoever works on it. */
public final class Cancellation {

  private volatile boolean cancelled;

  /** Gives the word: what has not run yet will not run. */
  public void cancel() {
    cancelled = true;
  }

  /** Tells whether the word was given. */
  public boolean isCancelled() {
    return cancelled;
  }
}
