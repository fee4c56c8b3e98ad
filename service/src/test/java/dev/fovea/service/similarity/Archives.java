package dev.fovea.service.similarity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Archives with one file, good and bad. */
final class Archives {

  private static final int HEADER_BYTES = 512;
  private static final int CHECKSUM_AT = 148;
  private static final int TYPE_AT = 156;

  private Archives() {}

  /** Writes to a stream. */
  interface Writing<S> {
    void to(S stream) throws IOException;
  }

  static byte[] zip(String path, int bytes) {
    return bytes(out -> {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(new byte[bytes]);
      }
    });
  }

  static byte[] tar(String path, int bytes) {
    return tar(new TarArchiveEntry(path, true), new byte[bytes]);
  }

  /** Writes a tar that describes an entry in so many characters, in a header of this kind. */
  static byte[] wordyTar(char kind, int characters) {
    byte[] tar = tar(new TarArchiveEntry("words"), record("comment", "a".repeat(characters)));
    tar[TYPE_AT] = (byte) kind;
    Arrays.fill(tar, CHECKSUM_AT, TYPE_AT, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < HEADER_BYTES; i++) {
      sum += tar[i];
    }
    byte[] octal = "%06o\0".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, tar, CHECKSUM_AT, octal.length);
    return tar;
  }

  static byte[] tar(TarArchiveEntry entry, byte[] content) {
    return bytes(out -> {
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    });
  }

  static byte[] gzip(byte[] plain) {
    return bytes(out -> {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(plain);
      }
    });
  }

  private static byte[] record(String key, String value) {
    int rest = key.length() + value.length() + 3;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    return "%d %s=%s\n".formatted(length, key, value).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Writing<ByteArrayOutputStream> writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
