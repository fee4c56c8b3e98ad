package dev.fovea.service.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The keys of a file, read again when the file changes, so that keys are added and withdrawn
 * without a restart. A changed file that cannot be read leaves the keys as they were. Thread-safe.
 *
 * <pre>{@code
 * keys:
 *   - id: shop
 *     sha256: 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
 *     scopes: [infer]
 *     requestsPerSecond: 50
 *     concurrency: 8
 * }</pre>
 */
final class KeyFile {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private final Optional<Path> file;
  private volatile Loaded loaded;
  private volatile String complaint = "";

  private record Content(List<ApiKey> keys) {}

  private record Loaded(FileTime modified, long bytes, List<ApiKey> keys) {
    static final Loaded NOTHING = new Loaded(FileTime.fromMillis(0), 0, List.of());
  }

  /**
   * Reads the file; without one, no key is known.
   *
   * @throws IllegalArgumentException if it cannot be read, saying where and why
   */
  KeyFile(Optional<Path> file) {
    this.file = file;
    loaded = file.map(KeyFile::load).orElse(Loaded.NOTHING);
  }

  /** Returns the entry whose key this is. Takes as long whichever entry it is, or none. */
  Optional<ApiKey> find(String key) {
    byte[] hash = sha256(key);
    @Nullable ApiKey found = null;
    for (ApiKey candidate : current().keys()) {
      if (MessageDigest.isEqual(candidate.hash(), hash)) {
        found = candidate;
      }
    }
    return Optional.ofNullable(found);
  }

  private Loaded current() {
    Loaded known = loaded;
    if (file.isEmpty()) {
      return known;
    }
    try {
      if (changed(file.get(), known)) {
        known = load(file.get());
        loaded = known;
        log.info("{} keys read from {}", known.keys().size(), file.get());
      }
      complaint = "";
    } catch (IOException unreadable) {
      complain("cannot read " + file.get() + ": " + unreadable);
    } catch (IllegalArgumentException invalid) {
      complain(String.valueOf(invalid.getMessage()));
    }
    return known;
  }

  /** Says what is wrong with the file once, though each request finds it. */
  private void complain(String fault) {
    if (!fault.equals(complaint)) {
      complaint = fault;
      log.warn("keys stay as they were: {}", fault);
    }
  }

  private static boolean changed(Path file, Loaded known) throws IOException {
    return !Files.getLastModifiedTime(file).equals(known.modified())
        || Files.size(file) != known.bytes();
  }

  private static Loaded load(Path file) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      byte[] bytes = Files.readAllBytes(file);
      return new Loaded(
          modified, bytes.length, List.copyOf(MAPPER.readValue(bytes, Content.class).keys()));
    } catch (JacksonException invalid) {
      throw new IllegalArgumentException(file + ": " + invalid.getOriginalMessage(), invalid);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("cannot read " + file + ": " + unreadable, unreadable);
    }
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
