package dev.fovea.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A rendered text that somebody read and agreed to. Run the test with {@code -Dgolden=write} to
 * take in a change, then read its diff.
 */
record GoldenFile(Path file) {

  static GoldenFile of(String name) {
    return new GoldenFile(Repository.path("e2e/src/test/resources/golden/" + name + ".yaml"));
  }

  void holds(String rendered) {
    String stable = withoutRandomKey(rendered);
    try {
      if (System.getProperty("golden", "").equals("write")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, stable);
      }
      assertThat(stable)
          .as("%s; rerun with -Dgolden=write and read the diff", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutRandomKey(String rendered) {
    return rendered
        .replaceAll("(?m)^  key: \"[A-Za-z0-9]{40}\"$", "  key: KEY")
        .replaceAll("sha256: [0-9a-f]{64}", "sha256: DIGEST");
  }
}
