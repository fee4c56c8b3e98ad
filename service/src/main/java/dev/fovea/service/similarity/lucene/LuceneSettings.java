package dev.fovea.service.similarity.lucene;

import java.nio.file.Path;

/**
 * How the embedded engine uses disk, memory and cores.
 *
 * @param home the folder under which collections and snapshots are kept
 * @param writeBufferMegabytes vectors and pictures buffered before a segment is written, a
 *     collection
 * @param mergeThreads threads that merge segments and build graphs, a collection
 * @param repair whether a damaged index is opened without its damaged segments; their images are
 *     lost
 * @param graphThreshold see {@link FeaturesCodec#GRAPH_THRESHOLD}
 */
record LuceneSettings(
    Path home, int writeBufferMegabytes, int mergeThreads, boolean repair, int graphThreshold) {

  LuceneSettings {
    if (writeBufferMegabytes < 16 || writeBufferMegabytes > 1_900) {
      throw new IllegalArgumentException(
          "the write buffer must be 16 to 1900 MB, got " + writeBufferMegabytes);
    }
    if (mergeThreads < 1) {
      throw new IllegalArgumentException("merging needs a thread, got " + mergeThreads);
    }
  }

  /** The settings that suit most machines. */
  static LuceneSettings in(Path home) {
    int mergeThreads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new LuceneSettings(home, 256, mergeThreads, false, FeaturesCodec.GRAPH_THRESHOLD);
  }
}
