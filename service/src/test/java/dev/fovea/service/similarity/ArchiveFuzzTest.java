package dev.fovea.service.similarity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fovea.service.failure.MalformedBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/**
 * Whatever is sent to be imported is read or refused. A normal run reads the seeds; with {@code
 * JAZZER_FUZZ=1} in the environment Jazzer makes new archives from them, guided by coverage.
 */
final class ArchiveFuzzTest {

  private static final ImportProperties BOUNDS =
      new ImportProperties(100, 512, DataSize.ofKilobytes(64), DataSize.ofMegabytes(1));

  static Stream<Arguments> seeds() {
    return Stream.of(
            Archives.zip("cat/a.png", 20),
            Archives.tar("cat/a.png", 20),
            Archives.tar("a/".repeat(80) + "b.png", 20),
            Archives.wordyTar('x', 20),
            Archives.wordyTar('g', 20),
            Archives.wordyTar('L', 20),
            Archives.gzip(Archives.tar("cat/a.png", 20)))
        .map(archive -> Arguments.of((Object) archive));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1h")
  void readsOrRefusesAnyArchive(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    try (Archive archive = Archive.read(new ByteArrayInputStream(bytes), BOUNDS, 10_000)) {
      while (archive.next().isPresent()) {
        // on to the next
      }
    } catch (IOException | MalformedBody _) {
      // the expected ways out
    }
  }
}
