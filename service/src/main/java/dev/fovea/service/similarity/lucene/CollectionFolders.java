package dev.fovea.service.similarity.lucene;

import static dev.fovea.service.similarity.lucene.Storage.attempt;

import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.NamedLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The layout on disk: {@code <collection>/collection.json} names the published generation, {@code
 * <collection>/g<number>/} holds one. The file is replaced whole, so that a crash leaves either the
 * old generation published or the new one; what is not published is deleted at the next start.
 */
final class CollectionFolders {

  private static final String SPEC = "collection.json";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path root;
  private final NamedLocks names = new NamedLocks();

  /**
   * A generation of a collection.
   *
   * @param generation counts up from 1
   */
  record Published(CollectionSpec spec, int generation) {}

  CollectionFolders(Path root) throws IOException {
    this.root = Files.createDirectories(root);
    for (Path folder : list(root)) {
      if (!Files.exists(folder.resolve(SPEC))) {
        IOUtils.rm(folder);
      }
    }
    for (Published published : published()) {
      deleteAllBut(published);
    }
  }

  List<Published> published() throws IOException {
    List<Published> all = new ArrayList<>();
    for (Path folder : list(root)) {
      published(folder.getFileName().toString()).ifPresent(all::add);
    }
    return all;
  }

  Optional<Published> published(String name) throws IOException {
    Path file = root.resolve(name).resolve(SPEC);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readAllBytes(file), Published.class))
        : Optional.empty();
  }

  /** Makes the folder of a collection's next generation. */
  Published next(CollectionSpec spec) {
    return names.alone(spec.name(), () -> attempt(() -> made(spec)));
  }

  Path folder(Published generation) {
    return root.resolve(generation.spec().name()).resolve("g" + generation.generation());
  }

  void publish(Published generation) {
    String name = generation.spec().name();
    names.alone(
        name,
        () ->
            attempt(() -> {
              write(root.resolve(name), generation);
              deleteAllBut(generation);
              return true;
            }));
  }

  void delete(Published generation) throws IOException {
    IOUtils.rm(folder(generation));
    new OpenMarker(folder(generation)).remove();
  }

  /** Unpublishes first, so that a crash half-way leaves nothing that looks whole. */
  boolean drop(String name) {
    Path folder = root.resolve(name);
    return names.alone(
        name,
        () ->
            attempt(() -> {
              if (!Files.deleteIfExists(folder.resolve(SPEC))) {
                return false;
              }
              IOUtils.fsync(folder, true);
              IOUtils.rm(folder);
              return true;
            }));
  }

  private Published made(CollectionSpec spec) throws IOException {
    int last =
        list(root.resolve(spec.name())).stream()
            .map(path -> path.getFileName().toString())
            .filter(name -> name.matches("g\\d+"))
            .mapToInt(name -> Integer.parseInt(name.substring(1)))
            .max()
            .orElse(0);
    Published next = new Published(spec, last + 1);
    Files.createDirectories(folder(next));
    return next;
  }

  private void write(Path folder, Published generation) throws IOException {
    Path written = folder.resolve(SPEC + ".new");
    Files.write(written, JSON.writeValueAsBytes(generation));
    IOUtils.fsync(written, false);
    Files.move(
        written,
        folder.resolve(SPEC),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    IOUtils.fsync(folder, true);
    IOUtils.fsync(root, true);
  }

  private void deleteAllBut(Published kept) throws IOException {
    String name = folder(kept).getFileName().toString();
    for (Path path : list(root.resolve(kept.spec().name()))) {
      String file = path.getFileName().toString();
      if (!file.equals(SPEC) && !file.equals(name) && !file.equals(name + ".open")) {
        IOUtils.rm(path);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
