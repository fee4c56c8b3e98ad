package dev.fovea.service.protocol.v2.rest;

import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.protocol.JsonFault;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the protocol's JSON is read and written: UTF-8 only, no key twice, bounded in depth and in
 * the length of names and numbers, names in snake case.
 */
final class ProtocolJson {

  private static final int MOST_DEPTH = 100;
  private static final int MOST_NUMBER_CHARACTERS = 1_000;
  private static final int MOST_NAME_CHARACTERS = 1_000;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxNumberLength(MOST_NUMBER_CHARACTERS)
                  .maxNameLength(MOST_NAME_CHARACTERS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private ProtocolJson() {}

  /**
   * Runs a piece of parsing.
   *
   * @throws MalformedBody instead of Jackson's own exception, which names our classes
   */
  static <T> T parsing(Supplier<T> parsing) {
    try {
      return parsing.get();
    } catch (DatabindException _) {
      throw new MalformedBody("the request JSON must be an object, its fields of the right types");
    } catch (JacksonException fault) {
      throw new MalformedBody("failed to parse the request JSON: " + JsonFault.words(fault));
    }
  }
}
