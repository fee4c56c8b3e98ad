package dev.fovea.service.similarity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored image beside its features and pictures.
 *
 * @param id unique in its collection: {@code [A-Za-z0-9_][A-Za-z0-9._~:@+=-]*}, at most 200
 *     characters
 * @param label what the image shows, or null; at most 1,000 characters
 * @param metadata at most 32 strings (up to 1,000 characters), finite numbers and booleans; their
 *     order is kept
 * @param sha256 of the uploaded bytes, hex: equal for the same file
 * @param pixels SHA-256 of the prepared pixels, hex: equal for what the model sees as the same
 */
public record IndexedImage(
    String id, @Nullable String label, Map<String, Object> metadata, String sha256, String pixels) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._~:@+=-]{0,199}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
  private static final int MAX_METADATA = 32;
  private static final int MAX_TEXT = 1_000;

  /** Checks id, label and metadata, and copies the metadata. */
  public IndexedImage {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "image id must match %s, got '%s'".formatted(ID.pattern(), id));
    }
    requireShort("label", label == null ? "" : label);
    if (metadata.size() > MAX_METADATA) {
      throw new IllegalArgumentException(
          "metadata holds %d keys, at most %d fit".formatted(metadata.size(), MAX_METADATA));
    }
    metadata.forEach(IndexedImage::requireSimple);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** The label, if there is one. */
  public Optional<String> labelIfAny() {
    return Optional.ofNullable(label);
  }

  private static void requireSimple(String key, @Nullable Object value) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "metadata key must match %s, got '%s'".formatted(KEY.pattern(), key));
    }
    switch (value) {
      case String text -> requireShort("metadata." + key, text);
      case Number number when Double.isFinite(number.doubleValue()) -> {}
      case Boolean _ -> {}
      case null, default ->
          throw new IllegalArgumentException(
              "metadata.%s must be a string, a finite number or a boolean, got %s"
                  .formatted(key, value));
    }
  }

  private static void requireShort(String name, String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "%s has %d characters, at most %d fit".formatted(name, text.length(), MAX_TEXT));
    }
  }
}
