package dev.fovea.service.similarity;

import dev.fovea.service.failure.MalformedBody;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a zip, tar or gzipped tar as it arrives, one file in memory at a time, within bounds that
 * hold for what it inflates to. Nothing of it is written to disk under its own name.
 */
final class Archive implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final ArchiveInputStream<?> entries;
  private final AllowedInput input;
  private final ImportProperties bounds;
  private final int maxFileBytes;
  private final byte[] skipped = new byte[BUFFER_BYTES];
  private int seen;
  private long inflated;

  private Archive(
      ArchiveInputStream<?> entries,
      AllowedInput input,
      ImportProperties bounds,
      int maxFileBytes) {
    this.entries = entries;
    this.input = input;
    this.bounds = bounds;
    this.maxFileBytes = maxFileBytes;
  }

  /**
   * A file of an archive.
   *
   * @param path with forward slashes, relative, without {@code ..}
   * @param content empty if the file is larger than the bound
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record File(String path, Optional<byte[]> content) {

    /** The name of the folder that the file is in, if it is in one. */
    Optional<String> folder() {
      return Archive.folder(path);
    }
  }

  /** The name of the folder that a file lies in, if it is in one. */
  static Optional<String> folder(String path) {
    String[] parts = path.split("/", -1);
    return parts.length < 2 ? Optional.empty() : Optional.of(parts[parts.length - 2]);
  }

  /**
   * Begins to read; the kind of the archive is told by its first bytes.
   *
   * @param maxFileBytes a larger file is passed over
   * @throws MalformedBody if the body is too short for a tar, and no zip
   * @throws IOException if it begins like another kind of file
   */
  static Archive read(InputStream body, ImportProperties bounds, int maxFileBytes)
      throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(body, BUFFER_BYTES);
    byte[] magic = peek(bytes, 2);
    if (magic.length == 2 && magic[0] == 'P' && magic[1] == 'K') {
      AllowedInput input = new AllowedInput(bytes);
      return new Archive(
          new ZipArchiveInputStream(input, "UTF-8", true, true), input, bounds, maxFileBytes);
    }
    boolean zipped = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    BufferedInputStream tar =
        zipped
            ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), BUFFER_BYTES)
            : bytes;
    // To the reader of tars, what ends within the first record is an archive without files.
    if (peek(tar, TarConstants.DEFAULT_RCDSIZE).length < TarConstants.DEFAULT_RCDSIZE) {
      throw new MalformedBody("it is empty or no archive; send a zip, a tar or a gzipped tar");
    }
    AllowedInput input = new AllowedInput(tar);
    return new Archive(new TarArchiveInputStream(input, "UTF-8"), input, bounds, maxFileBytes);
  }

  private static byte[] peek(BufferedInputStream stream, int bytes) throws IOException {
    stream.mark(bytes);
    byte[] first = stream.readNBytes(bytes);
    stream.reset();
    return first;
  }

  /**
   * The next file, empty at the end.
   *
   * @throws MalformedBody if the archive exceeds a bound, or a path leads out of it
   */
  Optional<File> next() throws IOException {
    ArchiveEntry entry = header();
    while (entry != null && entry.isDirectory()) {
      skipRest();
      entry = header();
    }
    if (entry == null) {
      return Optional.empty();
    }
    String path = path(entry.getName());
    byte[] content = content();
    if (content.length <= maxFileBytes) {
      return Optional.of(new File(path, Optional.of(content)));
    }
    skipRest();
    return Optional.of(new File(path, Optional.empty()));
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }

  /**
   * Reads what describes the next entry. In a zip that is little; a tar may claim names of
   * gigabytes, and may describe all entries to come in ever more words.
   */
  private @Nullable ArchiveEntry header() throws IOException {
    long most = bounds.maxHeaderSize().toBytes();
    boolean tar = entries instanceof TarArchiveInputStream;
    input.allow(tar ? most : Long.MAX_VALUE, "fovea.imports.max-header-size");
    ArchiveEntry entry = entries.getNextEntry();
    if (entry != null && ++seen > bounds.maxEntries()) {
      throw exceeded("holds more than %d entries", bounds.maxEntries(), "max-entries");
    }
    if (entry instanceof TarArchiveEntry described && wordsOf(described) > most) {
      throw exceeded("describes an entry in more than %d bytes", most, "max-header-size");
    }
    return entry;
  }

  private static long wordsOf(TarArchiveEntry entry) {
    return entry.getExtraPaxHeaders().entrySet().stream()
        .mapToLong(header -> (long) header.getKey().length() + header.getValue().length())
        .sum();
  }

  /**
   * Reads a file, or one byte more than it may have. A zip whose stored entry does not say how long
   * it is is searched for its end in memory, so what is read for it is bounded too.
   */
  private byte[] content() throws IOException {
    input.allow(maxFileBytes + bounds.maxHeaderSize().toBytes(), "fovea.http.max-body-size");
    byte[] content = entries.readNBytes(maxFileBytes + 1);
    count(content.length);
    return content;
  }

  private void skipRest() throws IOException {
    input.allow(Long.MAX_VALUE, "");
    for (int read = entries.read(skipped); read >= 0; read = entries.read(skipped)) {
      count(read);
    }
  }

  private void count(int bytes) {
    inflated += bytes;
    long most = bounds.maxInflatedSize().toBytes();
    if (inflated > most) {
      throw exceeded("inflates to more than %d bytes", most, "max-inflated-size");
    }
  }

  private String path(String name) {
    String path = name.replace('\\', '/').replaceFirst("^(\\./)+", "");
    if (path.length() > bounds.maxPathLength()) {
      throw exceeded(
          "holds a path of more than %d characters", bounds.maxPathLength(), "max-path-length");
    }
    boolean leaves = path.startsWith("/") || ("/" + path + "/").contains("/../");
    if (path.isEmpty() || leaves) {
      throw new MalformedBody(
          "the archive holds the path '%s'; pack it with relative paths".formatted(name));
    }
    return path;
  }

  private static MalformedBody exceeded(String what, long bound, String property) {
    return new MalformedBody(
        "the archive %s, the bound fovea.imports.%s; send it in several"
            .formatted(what.formatted(bound), property));
  }
}
