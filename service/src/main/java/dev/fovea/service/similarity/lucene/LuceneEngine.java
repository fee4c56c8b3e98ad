package dev.fovea.service.similarity.lucene;

import static dev.fovea.service.similarity.lucene.Storage.attempt;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.Snapshots;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Keeps each collection in a folder on local disk. One process owns the folder. */
public final class LuceneEngine implements VectorEngine, AutoCloseable {

  private final LuceneSettings settings;
  private final CollectionFolders folders;
  private final LuceneSnapshots snapshots;
  private final Map<String, DamagedIndex> damaged = new ConcurrentHashMap<>();
  private final ExecutorService searching;

  /** An engine with its usual settings, under a folder. */
  public static LuceneEngine in(Path home) throws IOException {
    return new LuceneEngine(LuceneSettings.in(home));
  }

  LuceneEngine(LuceneSettings settings) throws IOException {
    this.settings = settings;
    this.folders = new CollectionFolders(settings.home().resolve("collections"));
    this.snapshots = new LuceneSnapshots(settings.home().resolve("snapshots"), this);
    this.searching =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("similarity-", 0).factory());
  }

  @Override
  public String name() {
    return "lucene";
  }

  @Override
  public String description() {
    boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return simd
        ? "Lucene, SIMD"
        : "Lucene, scalar: start the JVM with --add-modules=jdk.incubator.vector for SIMD";
  }

  @Override
  public List<CollectionSpec> collections() {
    return attempt(folders::published).stream()
        .map(CollectionFolders.Published::spec)
        .sorted(Comparator.comparing(CollectionSpec::name))
        .toList();
  }

  @Override
  public Optional<CollectionSpec> find(String name) {
    return attempt(() -> folders.published(name)).map(CollectionFolders.Published::spec);
  }

  @Override
  public VectorIndex open(String name) {
    return attempt(() -> {
      CollectionFolders.Published published =
          folders.published(name).orElseThrow(() -> new NoSuchElementException(name));
      return existing(published);
    });
  }

  @Override
  public Draft draft(CollectionSpec spec) {
    return attempt(() -> {
      CollectionFolders.Published next = folders.next(spec);
      return new FolderDraft(next, index(next));
    });
  }

  @Override
  public boolean drop(String name) {
    damaged.remove(name);
    return folders.drop(name);
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.of(snapshots);
  }

  /**
   * A draft that begins with the files of an index elsewhere, linked and never changed.
   *
   * @throws DamagedIndex if they do not pass their check
   */
  Draft draftOf(CollectionSpec spec, String snapshot, Path files) throws IOException {
    CollectionFolders.Published next = folders.next(spec);
    try (Stream<Path> paths = Files.list(files)) {
      for (Path file : paths.toList()) {
        Files.createLink(folders.folder(next).resolve(file.getFileName()), file);
      }
    }
    try (Directory directory = FSDirectory.open(folders.folder(next))) {
      Optional<String> damage = IndexCheck.damage(directory);
      if (damage.isPresent()) {
        folders.delete(next);
        throw DamagedIndex.ofSnapshot(spec.name(), snapshot, damage.get());
      }
    }
    return new FolderDraft(next, index(next));
  }

  /** Ends the threads that searches run on. Indexes are closed by whoever opened them. */
  @Override
  public void close() {
    searching.shutdown();
  }

  private LuceneIndex index(CollectionFolders.Published generation) throws IOException {
    return new LuceneIndex(folders.folder(generation), generation.spec(), settings, searching);
  }

  /** A damaged index is read only once to find that out, however often it is asked for. */
  private LuceneIndex existing(CollectionFolders.Published generation) throws IOException {
    String name = generation.spec().name();
    DamagedIndex known = damaged.get(name);
    if (known != null) {
      throw known;
    }
    try {
      return LuceneIndex.existing(
          folders.folder(generation), generation.spec(), settings, searching);
    } catch (DamagedIndex damage) {
      damaged.put(name, damage);
      throw damage;
    }
  }

  private final class FolderDraft implements Draft {

    private final CollectionFolders.Published generation;
    private final LuceneIndex index;

    FolderDraft(CollectionFolders.Published generation, LuceneIndex index) {
      this.generation = generation;
      this.index = index;
    }

    @Override
    public VectorIndex index() {
      return index;
    }

    @Override
    public void publish() {
      index.close();
      folders.publish(generation);
      damaged.remove(generation.spec().name());
    }

    @Override
    public void discard() {
      index.close();
      attempt(() -> {
        folders.delete(generation);
        return true;
      });
    }
  }
}
