package dev.fovea.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files of a folder as a tar that is written while it is read: one file is in memory at a time. */
final class FolderArchive {

  private static final int PIPE_BYTES = 1 << 20;

  private final PictureFolder folder;
  private final List<Path> files;

  FolderArchive(PictureFolder folder, List<Path> files) {
    this.folder = folder;
    this.files = files;
  }

  /** Begins to write; the reader closes the stream. */
  InputStream open() {
    try {
      PipedInputStream reader = new PipedInputStream(PIPE_BYTES);
      PipedOutputStream writer = new PipedOutputStream(reader);
      Thread.ofVirtual().start(() -> write(writer));
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(PipedOutputStream writer) {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(writer, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (Path file : files) {
        add(tar, file);
      }
    } catch (IOException _) {
      // The reader went away, and says why.
      return;
    }
  }

  /** A file that cannot be read stays here, and is listed at the end. */
  private void add(TarArchiveOutputStream tar, Path file) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      folder.unreadable(file, unreadable);
      return;
    }
    TarArchiveEntry entry = new TarArchiveEntry(folder.name(file));
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
