package dev.fovea.service.similarity;

import dev.fovea.service.failure.MalformedBody;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Reads a zip, tar or gzipped tar as it arrives, one file in memory at a time, within bounds that
 * hold for what it inflates to.
 */
final class Archive implements AutoCloseable {

  private static final int MAX_ENTRIES = 10_000_000;
  private static final int MAX_PATH = 512;

  private final ArchiveInputStream<?> entries;
  private final int maxFileBytes;
  private int seen;

  private Archive(ArchiveInputStream<?> entries, int maxFileBytes) {
    this.entries = entries;
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
      String[] parts = path.split("/", -1);
      return parts.length < 2 ? Optional.empty() : Optional.of(parts[parts.length - 2]);
    }
  }

  /** Begins to read; the kind of the archive is told by its first bytes. */
  static Archive read(InputStream body, int maxFileBytes) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(body, 1 << 16);
    bytes.mark(4);
    byte[] magic = bytes.readNBytes(2);
    bytes.reset();
    if (magic.length == 2 && magic[0] == 'P' && magic[1] == 'K') {
      return new Archive(new ZipArchiveInputStream(bytes, "UTF-8", true, true), maxFileBytes);
    }
    boolean zipped = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    InputStream tar = zipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    return new Archive(new TarArchiveInputStream(tar, "UTF-8"), maxFileBytes);
  }

  /**
   * The next file, empty at the end.
   *
   * @throws MalformedBody if the archive is broken, or a path leads out of it
   */
  Optional<File> next() throws IOException {
    ArchiveEntry entry = entries.getNextEntry();
    while (entry != null && entry.isDirectory()) {
      entry = entries.getNextEntry();
    }
    if (entry == null) {
      return Optional.empty();
    }
    if (++seen > MAX_ENTRIES) {
      throw new MalformedBody("the archive holds more than %d files".formatted(MAX_ENTRIES));
    }
    String path = path(entry.getName());
    byte[] content = entries.readNBytes(maxFileBytes + 1);
    return Optional.of(
        new File(path, content.length > maxFileBytes ? Optional.empty() : Optional.of(content)));
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }

  private static String path(String name) {
    String path = name.replace('\\', '/').replaceFirst("^(\\./)+", "");
    boolean leaves = path.startsWith("/") || ("/" + path + "/").contains("/../");
    if (path.isEmpty() || path.length() > MAX_PATH || leaves) {
      throw new MalformedBody("the archive holds the path '%s'".formatted(name));
    }
    return path;
  }
}
