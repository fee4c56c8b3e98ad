package dev.fovea.service.protocol.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fovea.service.similarity.IndexedImage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** A stored image as it is written. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredImageView(
    String id,
    @Nullable String label,
    Map<String, Object> metadata,
    String sha256,
    String pixels,
    String thumbnail) {

  static StoredImageView of(String collection, IndexedImage image) {
    return new StoredImageView(
        image.id(),
        image.label(),
        image.metadata(),
        image.sha256(),
        image.pixels(),
        thumbnail(collection, image.id()));
  }

  /** The path of an image's thumbnail. */
  static String thumbnail(String collection, String id) {
    return "/v1/collections/%s/images/%s/thumbnail"
        .formatted(collection, UriUtils.encodePathSegment(id, StandardCharsets.UTF_8));
  }
}
