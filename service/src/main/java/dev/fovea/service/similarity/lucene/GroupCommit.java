package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets many writers share one commit: whoever comes while a commit runs is covered by the next.
 *
 * <p>The first writer that finds no commit running makes it, for itself and for all that joined
 * before it began. A commit that fails fails for all that it was to cover.
 */
final class GroupCommit {

  /** Makes durable and visible all that was written before. */
  @FunctionalInterface
  interface Commit {
    void run() throws IOException;
  }

  private final Commit commit;
  private final ReentrantLock committing = new ReentrantLock();
  private final ReentrantLock joining = new ReentrantLock();
  private CompletableFuture<Void> next = new CompletableFuture<>();

  GroupCommit(Commit commit) {
    this.commit = commit;
  }

  /** Returns once a commit that began after this call has ended. */
  void join() throws IOException {
    CompletableFuture<Void> mine = joinNext();
    committing.lock();
    try {
      if (!mine.isDone()) {
        runFor(closeNext());
      }
    } finally {
      committing.unlock();
    }
    rethrow(mine);
  }

  /** How many writers wait for a commit, about. */
  int waiting() {
    return committing.getQueueLength();
  }

  private CompletableFuture<Void> joinNext() {
    joining.lock();
    try {
      return next;
    } finally {
      joining.unlock();
    }
  }

  private CompletableFuture<Void> closeNext() {
    joining.lock();
    try {
      CompletableFuture<Void> closed = next;
      next = new CompletableFuture<>();
      return closed;
    } finally {
      joining.unlock();
    }
  }

  private void runFor(CompletableFuture<Void> group) {
    try {
      commit.run();
      group.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      group.completeExceptionally(e);
    }
  }

  private static void rethrow(CompletableFuture<Void> group) throws IOException {
    try {
      group.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new IOException("the commit failed", cause);
      }
      throw e;
    }
  }
}
