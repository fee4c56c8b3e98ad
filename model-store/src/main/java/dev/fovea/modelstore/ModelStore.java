package dev.fovea.modelstore;

import dev.fovea.modelstore.ModelStoreException.DigestMismatch;
import dev.fovea.modelstore.ModelStoreException.EscapingPath;
import dev.fovea.modelstore.ModelStoreException.InvalidManifest;
import dev.fovea.modelstore.ModelStoreException.MissingFile;
import dev.fovea.modelstore.ModelStoreException.NoSuchVersion;
import dev.fovea.modelstore.ModelStoreException.UnlistedFile;
import dev.fovea.modelstore.ModelStoreException.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of {@code <name>/<version>/}. Reading trusts nothing: every file of a version is listed,
 * lies within it and has the digest that its manifest gives. Thread-safe.
 */
public final class ModelStore {

  /** Plain names with forward slashes between them: neither absolute, nor up, nor hidden. */
  private static final Pattern PATH = Pattern.compile("[\\w%+-][\\w%+ .-]*(/[\\w%+-][\\w%+ .-]*)*");

  /** What cannot have its own digest in the manifest. */
  private static final Set<String> UNLISTED = Set.of(ManifestFile.NAME, TrustedKeys.SIGNATURE);

  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  private final Path root;
  private final Optional<TrustedKeys> signers;

  /** Opens the store at {@code root}, which need not exist yet. */
  public ModelStore(Path root) {
    this(root, Optional.empty());
  }

  /**
   * Opens the store at {@code root}, which need not exist yet.
   *
   * @param signers who has to have signed every version that is read; empty to ask for no signature
   */
  public ModelStore(Path root, Optional<TrustedKeys> signers) {
    this.root = root.toAbsolutePath().normalize();
    this.signers = signers;
  }

  /** Returns the store's folder. */
  public Path root() {
    return root;
  }

  /**
   * Returns the names of the models that have at least one version, in order.
   *
   * @throws ModelStoreException if the folder cannot be read
   */
  public List<String> models() throws ModelStoreException {
    List<String> names = folders(root).filter(Manifest::isName).toList();
    List<String> models = new ArrayList<>();
    for (String name : names) {
      if (!versions(name).isEmpty()) {
        models.add(name);
      }
    }
    return List.copyOf(models);
  }

  /**
   * Returns a model's versions, ascending; none if the model is unknown.
   *
   * @throws ModelStoreException if the folder cannot be read
   */
  public List<Integer> versions(String name) throws ModelStoreException {
    if (!Manifest.isName(name)) {
      return List.of();
    }
    return folders(root.resolve(name))
        .filter(folder -> VERSION.matcher(folder).matches())
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /**
   * Reads a version and verifies all of it.
   *
   * @throws ModelStoreException if it is absent, damaged, incomplete, more than its manifest says,
   *     or not signed where that is required
   */
  public ModelVersion read(String name, int version) throws ModelStoreException {
    Path folder = root.resolve(name).resolve(String.valueOf(version));
    if (!Manifest.isName(name) || version < 1 || !Files.isDirectory(folder)) {
      throw new NoSuchVersion(root, name, version);
    }
    return verified(folder, name, version, signers);
  }

  /**
   * Reads what a version says of itself, and verifies nothing of it.
   *
   * @throws ModelStoreException if there is no such manifest, or it cannot be understood
   */
  public Manifest manifest(String name, int version) throws ModelStoreException {
    Path folder = root.resolve(name).resolve(String.valueOf(version));
    return ManifestFile.parse(folder.resolve(ManifestFile.NAME), ManifestFile.bytes(folder));
  }

  /** Verifies what lies in {@code folder} as the version that it says it is. */
  static ModelVersion verified(Path folder, String name, int version, Optional<TrustedKeys> signers)
      throws ModelStoreException {
    byte[] yaml = ManifestFile.bytes(folder);
    if (signers.isPresent()) {
      signers.get().require(folder, yaml);
    }
    Manifest manifest = ManifestFile.parse(folder.resolve(ManifestFile.NAME), yaml);
    requireOwnFolder(folder, manifest, name, version);
    verifyFiles(folder, manifest);
    GraphScan.verify(folder.resolve(Manifest.GRAPH), manifest);
    requireGolden(folder, manifest);
    return new ModelVersion(folder, manifest, labels(folder, manifest));
  }

  private static void requireOwnFolder(Path folder, Manifest manifest, String name, int version)
      throws InvalidManifest {
    if (!manifest.name().equals(name) || manifest.version() != version) {
      throw new InvalidManifest(
          folder.resolve(ManifestFile.NAME),
          "describes %s/%d, but lies in the folder of %s/%d"
              .formatted(manifest.name(), manifest.version(), name, version));
    }
  }

  private static void verifyFiles(Path folder, Manifest manifest) throws ModelStoreException {
    try {
      for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
        Path file = inside(folder, entry.getKey());
        if (!Files.isRegularFile(file)) {
          throw new MissingFile(file);
        }
        String actual = Sha256.of(file);
        if (!actual.equals(entry.getValue())) {
          throw new DigestMismatch(file, entry.getValue(), actual);
        }
      }
      requireListed(folder, manifest);
    } catch (IOException e) {
      throw new Unreadable(folder, e);
    }
  }

  /** Resolves a listed path, and refuses one that leaves the folder by its text or by a link. */
  private static Path inside(Path folder, String path) throws ModelStoreException, IOException {
    if (!PATH.matcher(path).matches()) {
      throw new EscapingPath(folder, path);
    }
    Path file = folder.resolve(path);
    if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
      throw new EscapingPath(folder, path);
    }
    return file;
  }

  private static void requireListed(Path folder, Manifest manifest)
      throws IOException, UnlistedFile {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    for (Path file : files) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      if (!UNLISTED.contains(path) && !manifest.files().containsKey(path)) {
        throw new UnlistedFile(file);
      }
    }
  }

  private static void requireGolden(Path folder, Manifest manifest) throws ModelStoreException {
    if (manifest.golden().isEmpty()) {
      return;
    }
    int count = manifest.golden().get().count();
    for (TensorSpec tensor : manifest.tensors()) {
      String path = ModelVersion.goldenFile(tensor.name());
      if (!manifest.files().containsKey(path)) {
        continue;
      }
      Path file = folder.resolve(path);
      long expected = tensor.bytes(count);
      long actual = size(file);
      if (expected >= 0 && expected != actual) {
        throw new InvalidManifest(
            folder.resolve(ManifestFile.NAME),
            "golden.count %d of %s makes %d bytes, %s has %d"
                .formatted(count, tensor, expected, path, actual));
      }
    }
  }

  private static List<String> labels(Path folder, Manifest manifest) throws ModelStoreException {
    if (!manifest.files().containsKey(Manifest.LABELS)) {
      return List.of();
    }
    Path file = folder.resolve(Manifest.LABELS);
    try {
      List<String> labels = Files.readAllLines(file);
      requireOneForEachClass(folder, manifest, labels.size());
      return labels;
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
  }

  private static void requireOneForEachClass(Path folder, Manifest manifest, int labels)
      throws InvalidManifest {
    if (manifest.probabilities().isPresent()) {
      TensorSpec probabilities = manifest.probabilities().get();
      long classes = probabilities.shape().getLast();
      if (classes > 0 && classes != labels) {
        throw new InvalidManifest(
            folder.resolve(ManifestFile.NAME),
            "%s are %d classes, %s has %d lines"
                .formatted(probabilities, classes, Manifest.LABELS, labels));
      }
    }
  }

  private static long size(Path file) throws Unreadable {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
  }

  private static Stream<String> folders(Path parent) throws Unreadable {
    if (!Files.isDirectory(parent)) {
      return Stream.empty();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new Unreadable(parent, e);
    }
  }
}
