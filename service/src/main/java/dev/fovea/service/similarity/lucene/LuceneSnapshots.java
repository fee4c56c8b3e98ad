package dev.fovea.service.similarity.lucene;

import static dev.fovea.service.similarity.lucene.Storage.attempt;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.NamedLocks;
import dev.fovea.service.similarity.Snapshots;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Snapshots as folders of hard links: Lucene never changes a file that it wrote, so taking one is
 * instant, and it costs space only for what the collection has merged away since. A copy of the
 * folder elsewhere is a backup.
 */
final class LuceneSnapshots implements Snapshots {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final String SPEC = "collection.json";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path root;
  private final LuceneEngine engine;
  private final NamedLocks names = new NamedLocks();

  /** Opens the snapshots under a folder; those that were half taken or half deleted are gone. */
  LuceneSnapshots(Path root, LuceneEngine engine) throws IOException {
    this.root = Files.createDirectories(root);
    this.engine = engine;
    try (Stream<Path> halves = Files.find(root, 2, (path, _) -> isHalf(path))) {
      for (Path half : halves.toList()) {
        IOUtils.rm(half);
      }
    }
  }

  @Override
  public void take(CollectionSpec collection, VectorIndex index, String name) {
    Path folder = folder(collection.name(), name);
    names.alone(
        folder.toString(),
        () ->
            attempt(() -> {
              if (Files.exists(folder)) {
                throw new IllegalArgumentException("snapshot '%s' exists already".formatted(name));
              }
              Path half = half(folder);
              IOUtils.rm(half);
              Path files = Files.createDirectories(half.resolve("index"));
              ((LuceneIndex) index).linkInto(files);
              Files.write(half.resolve(SPEC), JSON.writeValueAsBytes(collection));
              IOUtils.fsync(half.resolve(SPEC), false);
              IOUtils.fsync(files, true);
              IOUtils.fsync(half, true);
              return move(half, folder);
            }));
  }

  @Override
  public List<String> list(String collection) {
    Path folder = root.resolve(collection);
    if (!isName(collection) || !Files.isDirectory(folder)) {
      return List.of();
    }
    return attempt(() -> {
      try (Stream<Path> paths = Files.list(folder)) {
        return paths
            .map(path -> path.getFileName().toString())
            .filter(LuceneSnapshots::isName)
            .sorted()
            .toList();
      }
    });
  }

  @Override
  public Optional<CollectionSpec> find(String collection, String name) {
    if (!isName(collection) || !isName(name)) {
      return Optional.empty();
    }
    Path spec = folder(collection, name).resolve(SPEC);
    return attempt(() ->
        Files.exists(spec)
            ? Optional.of(JSON.readValue(Files.readAllBytes(spec), CollectionSpec.class))
            : Optional.empty());
  }

  @Override
  public VectorEngine.Draft restore(String collection, String name) {
    CollectionSpec spec =
        find(collection, name)
            .orElseThrow(() ->
                new NoSuchElementException("snapshot '%s' of '%s'".formatted(name, collection)));
    return attempt(() -> engine.draftOf(spec, name, folder(collection, name).resolve("index")));
  }

  @Override
  public boolean delete(String collection, String name) {
    if (!isName(collection) || !isName(name)) {
      return false;
    }
    Path folder = folder(collection, name);
    return names.alone(
        folder.toString(),
        () ->
            attempt(() -> {
              if (!Files.isDirectory(folder)) {
                return false;
              }
              IOUtils.rm(half(folder));
              IOUtils.rm(move(folder, half(folder)));
              return true;
            }));
  }

  /** Where a snapshot is while it is taken or deleted: no snapshot may have such a name. */
  private static Path half(Path folder) {
    return folder.resolveSibling("." + folder.getFileName());
  }

  private boolean isHalf(Path path) {
    return root.relativize(path).getNameCount() == 2
        && path.getFileName().toString().startsWith(".");
  }

  /** Gives a folder another name, which it has after a power cut too. */
  private static Path move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    IOUtils.fsync(to.getParent(), true);
    return to;
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private Path folder(String collection, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "snapshot name must match %s, got '%s'".formatted(NAME.pattern(), name));
    }
    return root.resolve(collection).resolve(name);
  }
}
