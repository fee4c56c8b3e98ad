package dev.fovea.service.similarity;

import java.nio.charset.StandardCharsets;

/**
 * Makes ids of paths: {@code /} becomes {@code :}, and every byte that an id may not hold becomes
 * {@code ~} and two hex digits, so that different paths never meet. A path too long for an id is
 * named by its SHA-256.
 */
final class PathId {

  private static final int MAX_LENGTH = 200;
  private static final String KEPT = "._@+=-";

  private PathId() {}

  static String of(String path) {
    StringBuilder id = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      if (c == '/' && !id.isEmpty()) {
        id.append(':');
      } else if (letter || c == '_' || (!id.isEmpty() && KEPT.indexOf(c) >= 0)) {
        id.append(c);
      } else {
        id.append(id.isEmpty() ? "_~" : "~").append("%02x".formatted((int) c));
      }
    }
    return id.length() <= MAX_LENGTH ? id.toString() : Sha256.of(path);
  }
}
