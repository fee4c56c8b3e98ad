package dev.fovea.service.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Entries of a key file. */
final class Keys {

  private Keys() {}

  static String entry(String id, String key, String scopes) {
    return "  - id: %s\n    sha256: %s\n    scopes: [%s]\n".formatted(id, sha256(key), scopes);
  }

  static String limited(String id, String key, int perSecond) {
    return entry(id, key, "infer") + "    requestsPerSecond: %d\n".formatted(perSecond);
  }

  static String atATime(String id, String key, int concurrency) {
    return entry(id, key, "infer") + "    concurrency: %d\n".formatted(concurrency);
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
