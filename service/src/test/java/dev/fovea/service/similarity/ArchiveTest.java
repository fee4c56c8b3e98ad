package dev.fovea.service.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.service.failure.MalformedBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

final class ArchiveTest {

  private static final int MAX_FILE_BYTES = 1_000;
  private static final ImportProperties BOUNDS =
      new ImportProperties(3, 40, DataSize.ofKilobytes(64), DataSize.ofKilobytes(100));

  @Test
  void readsAFileOfEveryKind() throws IOException {
    for (byte[] archive :
        new byte[][] {
          Archives.zip("cat/a.png", 9),
          Archives.tar("cat/a.png", 9),
          Archives.gzip(Archives.tar("cat/a.png", 9))
        }) {
      try (Archive files = open(archive)) {
        Archive.File file = files.next().orElseThrow();
        assertThat(file.path()).isEqualTo("cat/a.png");
        assertThat(file.folder()).hasValue("cat");
        assertThat(file.content().orElseThrow()).hasSize(9);
        assertThat(files.next()).isEmpty();
      }
    }
  }

  @Test
  void passesOverAFileThatIsTooLarge() throws IOException {
    try (Archive files = open(Archives.zip("a.png", MAX_FILE_BYTES + 1))) {
      assertThat(files.next().orElseThrow().content()).isEmpty();
      assertThat(files.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "a/../../b", "/etc/passwd", "..\\a", "a/..", "\\\\host\\a"})
  void refusesAPathThatLeadsOut(String path) {
    refused(Archives.zip(path, 1), "pack it with relative paths");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a letter, not an archive"})
  void refusesWhatIsTooShortForAnArchive(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    refused(bytes, "send a zip, a tar");
    refused(Archives.gzip(bytes), "send a zip, a tar");
  }

  @Test
  void namesTheBoundThatIsExceeded() {
    refused(Archives.zip("a".repeat(41), 1), "fovea.imports.max-path-length");
    refused(Archives.zip("a", 101 << 10), "fovea.imports.max-inflated-size");
    byte[] four = Archives.tar("a", 0);
    for (String path : new String[] {"b", "c", "d"}) {
      four = joined(Archives.tar(path, 0), four);
    }
    refused(four, "fovea.imports.max-entries");
  }

  @Test
  void boundsWhatATarSaysOfAnEntry() {
    refused(Archives.gzip(Archives.wordyTar('x', 30_000_000)), "fovea.imports.max-header-size");
    refused(Archives.gzip(Archives.wordyTar('L', 30_000_000)), "fovea.imports.max-header-size");
    refused(Archives.gzip(Archives.wordyTar('g', 30_000_000)), "fovea.imports.max-header-size");
  }

  @Test
  void boundsAStoredZipEntryThatDoesNotSayHowLongItIs() {
    byte[] header = {
      'P', 'K', 3, 4, 20, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
      'a'
    };
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream(header), new ByteArrayInputStream(new byte[10 << 20]));
    assertThatThrownBy(() -> all(Archive.read(endless, BOUNDS, MAX_FILE_BYTES)))
        .isInstanceOf(MalformedBody.class)
        .hasMessageContaining("fovea.http.max-body-size");
  }

  private static Archive open(byte[] archive) throws IOException {
    return Archive.read(new ByteArrayInputStream(archive), BOUNDS, MAX_FILE_BYTES);
  }

  private static void refused(byte[] archive, String words) {
    assertThatThrownBy(() -> all(open(archive)))
        .isInstanceOf(MalformedBody.class)
        .hasMessageContaining(words);
  }

  private static void all(Archive archive) throws IOException {
    try (archive) {
      for (Optional<Archive.File> file = archive.next(); file.isPresent(); file = archive.next()) {
        assertThat(file.get().path()).isNotEmpty();
      }
    }
  }

  /** Joins tars of one entry, without the end of all but the last. */
  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first, 0, 512);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
