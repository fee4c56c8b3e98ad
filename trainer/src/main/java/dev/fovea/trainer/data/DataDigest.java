package dev.fovea.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** One checksum over all files of a data set, so that a result can name what it was measured on. */
public final class DataDigest {

  private DataDigest() {}

  /**
   * Returns the SHA-256 in hex over each file's relative path and bytes, in the order of paths.
   *
   * @throws IOException if a file cannot be read
   */
  public static String of(Path folder) throws IOException {
    MessageDigest digest = sha256();
    try (Stream<Path> walk = Files.walk(folder);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        sink.write((path + "\n").getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(sink);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the SHA-256 of one file in hex. */
  static String ofFile(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(sink);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
