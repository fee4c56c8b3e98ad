package dev.fovea.service.similarity;

import java.util.concurrent.Executor;

/** Where the index is searched and written for a request that waited for its features. */
final class IndexThreads {

  /**
   * A virtual thread for each request. In the JVM's common pool, which has a thread fewer than
   * there are cores, writes could not share a commit, and whoever waits for a slow cluster would
   * hold up the searches of other indexes.
   */
  static final Executor EACH_ITS_OWN = Thread::startVirtualThread;

  private IndexThreads() {}
}
