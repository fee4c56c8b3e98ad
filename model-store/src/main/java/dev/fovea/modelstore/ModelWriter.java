package dev.fovea.modelstore;

import dev.fovea.modelstore.ModelStoreException.EscapingPath;
import dev.fovea.modelstore.ModelStoreException.Unreadable;
import dev.fovea.modelstore.ModelStoreException.VersionExists;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes one version beside its place, every byte on the disk, and renames it there: it is whole or
 * absent. Closing without {@link #publish} removes what was written. Not thread-safe.
 */
public final class ModelWriter implements AutoCloseable {

  private final Path root;
  private final String name;
  private final int version;
  private final Path versions;
  private final Path place;
  private final Path draft;
  private final Map<String, String> digests = new TreeMap<>();

  /**
   * Begins a version.
   *
   * @throws VersionExists if it stands already
   * @throws ModelStoreException if the store cannot be written
   */
  public ModelWriter(Path root, String name, int version) throws ModelStoreException {
    if (!Manifest.isName(name) || version < 1) {
      throw new IllegalArgumentException("no model can be called " + name + "/" + version);
    }
    this.root = root.toAbsolutePath().normalize();
    this.name = name;
    this.version = version;
    versions = this.root.resolve(name);
    place = versions.resolve(String.valueOf(version));
    if (Files.exists(place)) {
      throw new VersionExists(place);
    }
    try {
      Files.createDirectories(versions);
      draft = Files.createTempDirectory(versions, "." + version + ".");
    } catch (IOException e) {
      throw new Unreadable(place, e);
    }
  }

  /** Returns the folder that the version is written in until it is published. */
  public Path draft() {
    return draft;
  }

  /**
   * Writes one file.
   *
   * @param path relative, with forward slashes, such as {@code report/metrics.json}
   */
  public void write(String path, byte[] content) throws ModelStoreException {
    Path file = draft.resolve(path).normalize();
    if (!file.startsWith(draft) || file.equals(draft)) {
      throw new EscapingPath(draft, path);
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
  }

  /** Writes the labels, one a line. */
  public void labels(List<String> labels) throws ModelStoreException {
    write(Manifest.LABELS, (String.join("\n", labels) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the recorded elements of a tensor: little-endian, row-major. */
  public void golden(String tensor, ByteBuffer elements) throws ModelStoreException {
    byte[] bytes = new byte[elements.remaining()];
    elements.duplicate().get(bytes);
    write(ModelVersion.goldenFile(tensor), bytes);
  }

  /**
   * Completes the manifest with the digests of all files in the draft, and puts the version in its
   * place.
   *
   * @param manifest given the digests by path, returns the manifest that lists them
   * @return the version, verified before it went to its place
   */
  public ModelVersion publish(Function<Map<String, String>, Manifest> manifest)
      throws ModelStoreException {
    try {
      for (Path file : files()) {
        digests.put(draft.relativize(file).toString().replace('\\', '/'), Sha256.of(file));
      }
      Files.write(
          draft.resolve(ManifestFile.NAME),
          ManifestFile.write(manifest.apply(Map.copyOf(digests))));
      ModelVersion verified = ModelStore.verified(draft, name, version, Optional.empty());
      syncAll();
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
      sync(versions);
      sync(root);
      return new ModelVersion(place, verified.manifest(), verified.labels());
    } catch (IOException e) {
      // Another writer may have come first; the system words a full folder in several ways.
      throw Files.exists(place) ? new VersionExists(place) : new Unreadable(place, e);
    }
  }

  /** Removes the draft if it was not published. */
  @Override
  public void close() throws ModelStoreException {
    if (!Files.exists(draft)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(draft)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new Unreadable(draft, e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(draft)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  private void syncAll() throws IOException {
    try (Stream<Path> walk = Files.walk(draft)) {
      for (Path path : walk.toList()) {
        sync(path);
      }
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
