package dev.fovea.service.protocol.v1;

import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.protocol.JsonFault;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON that a client sent, and says what is wrong with it without naming our classes. */
final class JsonBody {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonBody() {}

  /**
   * Reads one object.
   *
   * @throws MalformedBody if the text is not JSON, not an object, or a field has another type
   */
  static <T> T read(byte[] text, Class<T> type) {
    try {
      return required(JSON.readValue(text, type));
    } catch (JacksonException fault) {
      throw malformed(fault);
    }
  }

  /**
   * Reads one object.
   *
   * @throws MalformedBody as {@link #read(byte[], Class)}
   */
  static <T> T read(String text, TypeReference<T> type) {
    try {
      return required(JSON.readValue(text, type));
    } catch (JacksonException fault) {
      throw malformed(fault);
    }
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new MalformedBody("it is null, and must be a JSON object");
    }
    return value;
  }

  private static MalformedBody malformed(JacksonException fault) {
    if (!(fault instanceof DatabindException)) {
      return new MalformedBody(JsonFault.words(fault));
    }
    String field =
        fault.getPath().stream().map(Reference::getPropertyName).collect(Collectors.joining("."));
    return new MalformedBody(
        field.isEmpty()
            ? "it must be a JSON object"
            : "'%s' is unknown or has the wrong type".formatted(field));
  }
}
