package dev.fovea.modelstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.fovea.modelstore.ModelStoreException.InvalidManifest;
import dev.fovea.modelstore.ModelStoreException.Unreadable;
import dev.fovea.vision.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * {@code manifest.yaml} to {@link Manifest} and back. Strict: what it does not know, it refuses.
 */
final class ManifestFile {

  /** File name within a version. */
  static final String NAME = "manifest.yaml";

  private static final long MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 20;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                  .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                  .disable(YAMLWriteFeature.USE_NATIVE_TYPE_ID)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .addMixIn(Resize.class, ResizeKinds.class)
          .addMixIn(ImageContract.Encoding.class, EncodingKinds.class)
          .build();

  private ManifestFile() {}

  /** Reads the manifest of the version in {@code folder}, to be checked and parsed. */
  static byte[] bytes(Path folder) throws ModelStoreException {
    Path file = folder.resolve(NAME);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidManifest(file, "is larger than " + MAX_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidManifest(file, "is missing");
    } catch (IOException e) {
      throw new Unreadable(file, e);
    }
  }

  /** Parses the content of {@code file}, which is named in messages only. */
  static Manifest parse(Path file, byte[] yaml) throws InvalidManifest {
    try {
      @Nullable Manifest manifest = MAPPER.readValue(yaml, Manifest.class);
      if (manifest == null) {
        throw new InvalidManifest(file, "is empty");
      }
      return manifest;
    } catch (DatabindException e) {
      throw new InvalidManifest(file, "at '%s': %s".formatted(path(e), reason(e)));
    } catch (JacksonException e) {
      throw new InvalidManifest(file, e.getOriginalMessage());
    }
  }

  static byte[] write(Manifest manifest) {
    return MAPPER.writeValueAsBytes(manifest);
  }

  /** Jackson words a missing key as a null, and names its own switch. */
  private static String reason(DatabindException e) {
    String message = e.getOriginalMessage();
    return message.startsWith("Null value for creator property") ? "is missing" : message;
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(step ->
            step.getPropertyName() != null ? step.getPropertyName() : "[" + step.getIndex() + "]")
        .collect(Collectors.joining("."));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Resize.ShorterSide.class, name = "shorter-side"),
    @JsonSubTypes.Type(value = Resize.Exact.class, name = "exact")
  })
  private interface ResizeKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ImageContract.Encoding.Raw.class, name = "raw"),
    @JsonSubTypes.Type(value = ImageContract.Encoding.Normalized.class, name = "normalized")
  })
  private interface EncodingKinds {}
}
