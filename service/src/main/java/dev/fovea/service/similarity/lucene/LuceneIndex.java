package dev.fovea.service.similarity.lucene;

import static dev.fovea.service.similarity.lucene.Storage.attempt;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.IndexedImage;
import dev.fovea.service.similarity.Nearest;
import dev.fovea.service.similarity.Neighbor;
import dev.fovea.service.similarity.Recall;
import dev.fovea.service.similarity.Search;
import dev.fovea.service.similarity.VectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** One generation of a collection in a folder of its own, owned by one process. */
final class LuceneIndex implements VectorIndex {

  /** Up to this many values a scan of all of them is as fast as a walk along a graph. */
  private static final long SCANNED_VALUES = 8_000_000;

  private final Path folder;
  private final CollectionSpec spec;
  private final OpenMarker marker;
  private final RecallFile recall;
  private final Directory directory;
  private final WriterInUse index;
  private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

  /** Creates the index in an empty folder, or opens what is there. */
  LuceneIndex(Path folder, CollectionSpec spec, LuceneSettings settings, Executor searching)
      throws IOException {
    this(folder, FSDirectory.open(folder), spec, settings, searching);
  }

  /** Opens the index in a directory over the files of a folder. */
  LuceneIndex(
      Path folder,
      Directory directory,
      CollectionSpec spec,
      LuceneSettings settings,
      Executor searching)
      throws IOException {
    this.folder = folder;
    this.spec = spec;
    this.marker = new OpenMarker(folder);
    this.recall = new RecallFile(folder);
    this.directory = directory;
    marker.place();
    this.index = new WriterInUse(directory, spec, settings, searching);
  }

  /**
   * Opens the index that a folder must hold. It is checked first if it was not closed or is not
   * whole.
   *
   * @throws DamagedIndex if the check fails and the settings do not allow a repair
   */
  static LuceneIndex existing(
      Path folder, CollectionSpec spec, LuceneSettings settings, Executor searching)
      throws IOException {
    try (Directory directory = FSDirectory.open(folder)) {
      if (new OpenMarker(folder).isPresent() || !IndexCheck.isWhole(directory)) {
        IndexCheck.run(directory, folder, settings.repair());
      }
    }
    return new LuceneIndex(folder, spec, settings, searching);
  }

  @Override
  public int dimension() {
    return spec.embedding().dimension();
  }

  @Override
  public long count() {
    return index.read(searcher -> (long) searcher.getIndexReader().numDocs());
  }

  @Override
  public long bytes() {
    return attempt(() -> {
      long sum = 0;
      for (String file : directory.listAll()) {
        sum += directory.fileLength(file);
      }
      return sum;
    });
  }

  @Override
  public Set<String> put(List<Entry> entries) {
    entries.forEach(entry -> requireFits(entry.features()));
    return index.write(writing -> {
      Set<String> added = new HashSet<>();
      Set<String> mine = new HashSet<>();
      try {
        for (Entry entry : entries) {
          String id = entry.image().id();
          if (inFlight.add(id) && mine.add(id) && find(id).isEmpty()) {
            added.add(id);
          }
          writing.writer.updateDocument(ImageDocument.id(id), ImageDocument.of(entry));
        }
        writing.commits.join();
      } finally {
        inFlight.removeAll(mine);
      }
      return added;
    });
  }

  @Override
  public boolean delete(String id) {
    return index.write(writing -> {
      boolean stored = find(id).isPresent();
      writing.writer.deleteDocuments(ImageDocument.id(id));
      writing.commits.join();
      return stored;
    });
  }

  @Override
  public Optional<IndexedImage> find(String id) {
    return stored(id, StoredImages::image);
  }

  @Override
  public Optional<Entry> entry(String id) {
    return stored(id, StoredImages::entry);
  }

  @Override
  public Optional<float[]> features(String id) {
    return stored(id, StoredImages::features);
  }

  @Override
  public Optional<byte[]> thumbnail(String id) {
    return stored(id, StoredImages::thumbnail);
  }

  @Override
  public Nearest search(float[] query, Search search) {
    requireFits(query);
    return index.read(searcher -> {
      boolean exact = search.exact() || scanIsAsFast(searcher);
      Query filter = FilterQueries.of(search.filter());
      int[] candidates =
          exact
              ? new ExactScan(searcher, query, search.k(), filter).candidates()
              : GraphSearch.candidates(searcher, query, search.k(), filter);
      List<Neighbor> nearest = new StoredImages(searcher).nearest(query, candidates, search.k());
      return new Nearest(nearest, exact, candidates.length);
    });
  }

  @Override
  public void forEachImage(Consumer<IndexedImage> visitor) {
    index.read(searcher -> {
      new StoredImages(searcher).forEachImage(visitor);
      return true;
    });
  }

  @Override
  public void forEachEntry(Consumer<Entry> visitor) {
    index.read(searcher -> {
      new StoredImages(searcher).forEachEntry(visitor);
      return true;
    });
  }

  @Override
  public Optional<Recall> recall() {
    return recall.read();
  }

  @Override
  public void remember(Recall measured) {
    recall.write(measured);
  }

  /** Merges all segments to one, which builds one graph over all vectors. */
  @Override
  public void optimize() {
    index.write(writing -> {
      writing.writer.forceMerge(1);
      writing.commits.join();
      return true;
    });
  }

  /**
   * Links the files of the last commit into an empty folder. Lucene never changes a file that it
   * wrote, so the copy costs no space until segments are merged away.
   */
  void linkInto(Path target) {
    index.write(writing -> {
      IndexCommit commit = writing.kept.snapshot();
      try {
        for (String file : commit.getFileNames()) {
          Files.createLink(target.resolve(file), folder.resolve(file));
        }
      } finally {
        writing.kept.release(commit);
        writing.writer.deleteUnusedFiles();
      }
      return true;
    });
  }

  @Override
  public void close() {
    attempt(() -> {
      index.close();
      directory.close();
      marker.remove();
      return true;
    });
  }

  private boolean scanIsAsFast(IndexSearcher searcher) {
    return dimension() <= FeaturesCodec.MAX_SCANNED_DIMENSION
        || (long) searcher.getIndexReader().numDocs() * dimension() <= SCANNED_VALUES;
  }

  private void requireFits(float[] features) {
    VectorIndex.requireFits(features, dimension());
  }

  private <T> Optional<T> stored(String id, DocumentReading<T> reading) {
    return index.read(searcher -> {
      StoredImages images = new StoredImages(searcher);
      Optional<Integer> doc = images.doc(id);
      return doc.isPresent() ? Optional.of(reading.of(images, doc.get())) : Optional.<T>empty();
    });
  }

  private interface DocumentReading<T> {
    T of(StoredImages images, int doc) throws IOException;
  }
}
