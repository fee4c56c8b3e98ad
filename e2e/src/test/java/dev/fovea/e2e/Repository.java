package dev.fovea.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
public final class Repository {

  private static final Path ROOT = find(Path.of("").toAbsolutePath());

  private Repository() {}

  /** Returns the file or folder at {@code path} below the root of the checkout. */
  public static Path path(String path) {
    return ROOT.resolve(path);
  }

  private static Path find(Path from) {
    for (Path folder = from; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("docker-compose.yml"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no docker-compose.yml in or above " + from);
  }
}
