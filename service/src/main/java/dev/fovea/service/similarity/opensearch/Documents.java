package dev.fovea.service.similarity.opensearch;

import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.Filter;
import dev.fovea.service.similarity.IndexedImage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Entries to documents of an index, and back. */
final class Documents {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Documents() {}

  static Map<String, Object> of(Entry entry) {
    IndexedImage image = entry.image();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(Filter.ID, image.id());
    document.put(Filter.SHA256, image.sha256());
    image.labelIfAny().ifPresent(label -> document.put(Filter.LABEL, label));
    Map<String, Object> text = new HashMap<>();
    Map<String, Object> number = new HashMap<>();
    Map<String, Object> flag = new HashMap<>();
    image
        .metadata()
        .forEach((key, value) -> {
          switch (value) {
            case Number it -> number.put(key, it);
            case Boolean it -> flag.put(key, it);
            default -> text.put(key, value);
          }
        });
    document.put("text", text);
    document.put("number", number);
    document.put("flag", flag);
    document.put(Mapping.IMAGE, image);
    document.put(Mapping.FEATURES, entry.features());
    document.put(Mapping.THUMBNAIL, entry.thumbnail());
    entry.original().ifPresent(original -> document.put(Mapping.ORIGINAL, original));
    return document;
  }

  static IndexedImage image(JsonNode source) {
    return JSON.treeToValue(source.required(Mapping.IMAGE), IndexedImage.class);
  }

  static float[] features(JsonNode source) {
    JsonNode values = source.required(Mapping.FEATURES);
    float[] features = new float[values.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = values.get(i).floatValue();
    }
    return features;
  }

  static byte[] thumbnail(JsonNode source) {
    return source.required(Mapping.THUMBNAIL).binaryValue();
  }

  static Entry entry(JsonNode source) {
    byte @Nullable [] original =
        Optional.ofNullable(source.get(Mapping.ORIGINAL)).map(JsonNode::binaryValue).orElse(null);
    return new Entry(image(source), features(source), thumbnail(source), original);
  }
}
