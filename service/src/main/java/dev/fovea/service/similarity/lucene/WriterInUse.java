package dev.fovea.service.similarity.lucene;

import static dev.fovea.service.similarity.lucene.Storage.attempt;

import dev.fovea.service.similarity.CollectionSpec;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/**
 * The writer of an index through which it is read and changed, and the next one once that closed
 * itself: nothing unacknowledged is kept.
 */
final class WriterInUse {

  private final Directory directory;
  private final CollectionSpec spec;
  private final LuceneSettings settings;
  private final Executor searching;
  private volatile OpenWriter open;

  WriterInUse(Directory directory, CollectionSpec spec, LuceneSettings settings, Executor searching)
      throws IOException {
    this.directory = directory;
    this.spec = spec;
    this.settings = settings;
    this.searching = searching;
    this.open = new OpenWriter(directory, spec, settings, searching);
  }

  /** What reads one point in time. */
  interface Reading<T> {
    T with(IndexSearcher searcher) throws IOException;
  }

  /** What changes the index. */
  interface Writing<T> {
    T with(OpenWriter writing) throws IOException;
  }

  /** Reads what was made durable last. */
  <T> T read(Reading<T> reading) {
    return attempt(() -> {
      SearcherManager searchers = open.searchers;
      IndexSearcher searcher = searchers.acquire();
      try {
        return reading.with(searcher);
      } finally {
        searchers.release(searcher);
      }
    });
  }

  <T> T write(Writing<T> writing) {
    return attempt(() -> writing.with(writable()));
  }

  void close() throws IOException {
    open.close();
  }

  private synchronized OpenWriter writable() throws IOException {
    if (!open.writer.isOpen() && open.writer.getTragicException() != null) {
      OpenWriter broken = open;
      open = new OpenWriter(directory, spec, settings, searching);
      broken.searchers.close();
    }
    return open;
  }
}
