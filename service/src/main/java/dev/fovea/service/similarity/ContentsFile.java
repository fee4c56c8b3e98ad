package dev.fovea.service.similarity;

import dev.fovea.service.failure.MalformedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A collection as one stream: a CBOR sequence (RFC 8742) of a head with the specification, one item
 * an image, and an end with their number, without which the file is not whole. Features are bytes:
 * float32, little-endian.
 */
final class ContentsFile {

  private static final int FORM = 1;
  private static final CBORMapper CBOR = CBORMapper.shared();

  private ContentsFile() {}

  /** Begins to write; the target is not closed. */
  static Writer write(CollectionSpec spec, OutputStream target) {
    return new Writer(spec, target);
  }

  /**
   * Begins to read; the source is closed with the reader.
   *
   * @throws MalformedBody if it is no such file
   */
  static Reader read(InputStream source) {
    return new Reader(source);
  }

  /** Writes images one after another. */
  static final class Writer implements AutoCloseable {

    private final SequenceWriter items;
    private long count;

    private Writer(CollectionSpec spec, OutputStream target) {
      this.items = CBOR.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).writeValues(target);
      items.write(Map.of("form", FORM, "spec", spec));
    }

    void add(Entry entry) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("image", entry.image());
      item.put("features", bytes(entry.features()));
      item.put("thumbnail", entry.thumbnail());
      entry.original().ifPresent(original -> item.put("original", original));
      items.write(item);
      count++;
    }

    /** Says that this is all. */
    void end() {
      items.write(Map.of("count", count));
      items.flush();
    }

    @Override
    public void close() {
      items.close();
    }
  }

  /** Reads images one after another. */
  static final class Reader implements AutoCloseable {

    private final MappingIterator<JsonNode> items;
    private final CollectionSpec spec;
    private long count;

    private Reader(InputStream source) {
      this.items = CBOR.readerFor(JsonNode.class).readValues(source);
      this.spec = head();
    }

    /** What the collection was bound to where it was written. */
    CollectionSpec spec() {
      return spec;
    }

    /**
     * The next image, empty at the end.
     *
     * @throws MalformedBody if the file breaks off before its end
     */
    Optional<Entry> next() {
      JsonNode item = item();
      if (item.has("count")) {
        if (item.get("count").longValue() != count) {
          throw new MalformedBody(
              "it ends after %d of %s images".formatted(count, item.get("count")));
        }
        return Optional.empty();
      }
      count++;
      return Optional.of(understood(() -> entry(item)));
    }

    @Override
    public void close() throws IOException {
      items.close();
    }

    private CollectionSpec head() {
      JsonNode head = item();
      if (head.path("form").intValue(0) != FORM) {
        throw new MalformedBody("it is no collection written by GET …/contents");
      }
      return understood(() -> CBOR.treeToValue(head.required("spec"), CollectionSpec.class));
    }

    private JsonNode item() {
      return understood(() -> {
        if (!items.hasNextValue()) {
          throw new MalformedBody("it ends after %d images, before its end".formatted(count));
        }
        return items.nextValue();
      });
    }

    private static Entry entry(JsonNode item) {
      byte @Nullable [] original = item.has("original") ? item.get("original").binaryValue() : null;
      return new Entry(
          CBOR.treeToValue(item.required("image"), IndexedImage.class),
          floats(item.required("features").binaryValue()),
          item.required("thumbnail").binaryValue(),
          original);
    }

    private static <T> T understood(Supplier<T> reading) {
      try {
        return reading.get();
      } catch (JacksonException | IllegalArgumentException broken) {
        throw new MalformedBody("it cannot be read on: " + broken.getMessage());
      }
    }
  }

  private static byte[] bytes(float[] features) {
    ByteBuffer bytes =
        ByteBuffer.allocate(features.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(features);
    return bytes.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] features = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(features);
    return features;
  }
}
