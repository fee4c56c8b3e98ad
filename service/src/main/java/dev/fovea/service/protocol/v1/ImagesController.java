package dev.fovea.service.protocol.v1;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.Answers;
import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.Query;
import dev.fovea.service.similarity.StoredImages;
import dev.fovea.service.similarity.StoredImages.Stored;
import dev.fovea.service.similarity.StoredImages.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;

/** The images of a collection, one at a time. */
@RestController
final class ImagesController {

  private static final Set<String> PARAMETERS = Set.of("label", "model", "version");

  private final StoredImages images;
  private final Selectors selectors;
  private final Bodies bodies;

  ImagesController(StoredImages images, Selectors selectors, Bodies bodies) {
    this.images = images;
    this.selectors = selectors;
    this.bodies = bodies;
  }

  @PutMapping("/v1/collections/{collection}/images/{id}")
  ResponseEntity<View> put(
      @PathVariable String collection, @PathVariable String id, HttpServletRequest request) {
    return store(collection, Optional.of(id), request);
  }

  /** Stores an image under the SHA-256 of its bytes. */
  @PostMapping("/v1/collections/{collection}/images")
  ResponseEntity<View> post(@PathVariable String collection, HttpServletRequest request) {
    return store(collection, Optional.empty(), request);
  }

  @GetMapping("/v1/collections/{collection}/images/{id}")
  StoredImageView get(
      @PathVariable String collection, @PathVariable String id, HttpServletRequest request) {
    Query.of(request, Set.of());
    return StoredImageView.of(collection, images.get(collection, id));
  }

  @DeleteMapping("/v1/collections/{collection}/images/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String collection, @PathVariable String id, HttpServletRequest request) {
    Query.of(request, Set.of());
    images.delete(collection, id);
  }

  /** Answers 304 to a client that holds the thumbnail of the same file. */
  @GetMapping("/v1/collections/{collection}/images/{id}/thumbnail")
  ResponseEntity<byte[]> thumbnail(
      @PathVariable String collection, @PathVariable String id, HttpServletRequest request) {
    Query.of(request, Set.of());
    return ResponseEntity.ok()
        .eTag('"' + images.get(collection, id).sha256() + '"')
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
        .contentType(MediaType.IMAGE_JPEG)
        .body(images.thumbnail(collection, id));
  }

  private ResponseEntity<View> store(
      String collection, Optional<String> id, HttpServletRequest request) {
    Query query = Query.of(request, PARAMETERS);
    Optional<ModelSelector> model =
        query.text("model").map(name -> selectors.of(name, query.text("version")));
    Upload upload =
        new Upload(
            bodies.picture(request),
            id,
            query.text("label").or(() -> bodies.field(request, "label")),
            bodies.field(request, "metadata").map(ImagesController::metadata).orElse(Map.of()));
    Terms terms = Answers.terms(request);
    Stored stored = Answers.await(images.put(collection, model, upload, terms), terms);
    return ResponseEntity.status(stored.added() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(View.of(collection, stored));
  }

  private static Map<String, Object> metadata(String json) {
    return JsonBody.read(json, new TypeReference<Map<String, Object>>() {});
  }

  /** What was stored, as it is written. */
  record View(
      String collection,
      String model,
      String version,
      @JsonUnwrapped StoredImageView image,
      TimingView timing) {

    static View of(String collection, Stored stored) {
      return new View(
          collection,
          stored.collection().embedding().model(),
          stored.collection().embedding().version(),
          StoredImageView.of(collection, stored.image()),
          TimingView.of(stored.timing()));
    }
  }
}
