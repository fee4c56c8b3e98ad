package dev.fovea.service.protocol.v1;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.model.ModelSelector;
import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.Query;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.CollectionStatuses;
import dev.fovea.service.similarity.ImageCollections;
import dev.fovea.service.similarity.Recall;
import dev.fovea.service.similarity.Recalls;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Named sets of indexed images. */
@RestController
final class CollectionsController {

  private static final int DEFAULT_RECALL_K = 6;
  private static final int DEFAULT_SAMPLES = 100;

  private final ImageCollections collections;
  private final CollectionStatuses statuses;
  private final Recalls recalls;
  private final Selectors selectors;
  private final Bodies bodies;

  CollectionsController(
      ImageCollections collections,
      CollectionStatuses statuses,
      Recalls recalls,
      Selectors selectors,
      Bodies bodies) {
    this.collections = collections;
    this.statuses = statuses;
    this.recalls = recalls;
    this.selectors = selectors;
    this.bodies = bodies;
  }

  @GetMapping("/v1/collections")
  Collections collections(HttpServletRequest request) {
    Query.of(request, Set.of());
    return new Collections(statuses.all().stream().map(CollectionView::of).toList());
  }

  @GetMapping("/v1/collections/{collection}")
  CollectionView collection(@PathVariable String collection, HttpServletRequest request) {
    Query.of(request, Set.of());
    return CollectionView.of(statuses.of(collection));
  }

  @PutMapping("/v1/collections/{collection}")
  ResponseEntity<CollectionView> put(@PathVariable String collection, HttpServletRequest request) {
    Query.of(request, Set.of());
    boolean made = collections.create(collection, wish(bodies.json(request)));
    CollectionView view = CollectionView.of(statuses.of(collection));
    return ResponseEntity.status(made ? HttpStatus.CREATED : HttpStatus.OK).body(view);
  }

  @DeleteMapping("/v1/collections/{collection}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String collection, HttpServletRequest request) {
    Query.of(request, Set.of());
    collections.drop(collection);
  }

  @PostMapping("/v1/collections/{collection}/recall")
  Recall recall(@PathVariable String collection, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("k", "samples"));
    int k = query.integer("k", 1, 1_000).orElse(DEFAULT_RECALL_K);
    int samples = query.integer("samples", 1, 10_000).orElse(DEFAULT_SAMPLES);
    return recalls
        .measure(collection, k, samples)
        .orElseThrow(() ->
            new InvalidParameter(
                "collection", "'%s' holds no images to measure with".formatted(collection)));
  }

  private ImageCollections.Wish wish(byte[] body) {
    Wanted wanted = JsonBody.read(body, Wanted.class);
    if (wanted.model() == null) {
      throw new MalformedBody("it lacks 'model'; send {\"model\": \"alexnet\"}");
    }
    ModelSelector model = selectors.of(wanted.model(), Optional.ofNullable(wanted.version()));
    return new ImageCollections.Wish(
        model,
        Optional.ofNullable(wanted.engine()),
        quantization(Optional.ofNullable(wanted.quantization()).orElse("none")),
        wanted.keepOriginals() != null && wanted.keepOriginals());
  }

  private static Quantization quantization(String name) {
    try {
      return Quantization.of(name);
    } catch (IllegalArgumentException unknown) {
      throw new InvalidParameter("quantization", "must be none, int8 or bit, got '" + name + "'");
    }
  }

  /** The body of a PUT. */
  record Wanted(
      @Nullable String model,
      @Nullable String version,
      @Nullable String engine,
      @Nullable String quantization,
      @Nullable Boolean keepOriginals) {}

  /** All collections as they are written. */
  record Collections(List<CollectionView> collections) {}
}
