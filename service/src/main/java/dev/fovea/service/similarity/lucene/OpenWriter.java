package dev.fovea.service.similarity.lucene;

import dev.fovea.service.similarity.CollectionSpec;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/**
 * Lucene's writer with what hangs on it. A writer that met a full disk closes itself for good; its
 * searchers go on with what was committed, and a new {@code OpenWriter} takes its place.
 */
final class OpenWriter {

  private static final int MAX_PENDING_MERGES = 6;

  final IndexWriter writer;
  final SearcherManager searchers;
  final GroupCommit commits;
  final SnapshotDeletionPolicy kept;

  OpenWriter(Directory directory, CollectionSpec spec, LuceneSettings settings, Executor searching)
      throws IOException {
    this.kept = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    this.writer =
        new IndexWriter(directory, configuration(spec, settings).setIndexDeletionPolicy(kept));
    this.writer.commit();
    this.searchers = new SearcherManager(writer, onCores(searching));
    this.commits = new GroupCommit(this::commit);
  }

  void close() throws IOException {
    try (writer;
        searchers) {
      // The writer commits when it is closed, after the searchers.
    }
  }

  private void commit() throws IOException {
    writer.commit();
    searchers.maybeRefreshBlocking();
  }

  private static IndexWriterConfig configuration(CollectionSpec spec, LuceneSettings settings) {
    ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    merges.setMaxMergesAndThreads(
        Math.max(MAX_PENDING_MERGES, settings.mergeThreads()), settings.mergeThreads());
    FeaturesCodec codec =
        new FeaturesCodec(
            spec.embedding().dimension(), spec.quantization(), settings.graphThreshold());
    return new IndexWriterConfig()
        .setCodec(codec)
        .setMergeScheduler(merges)
        .setRAMBufferSizeMB(settings.writeBufferMegabytes())
        .setMaxFullFlushMergeWaitMillis(0);
  }

  private static SearcherFactory onCores(Executor searching) {
    return new SearcherFactory() {
      @Override
      public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
        return new IndexSearcher(reader, searching);
      }
    };
  }
}
