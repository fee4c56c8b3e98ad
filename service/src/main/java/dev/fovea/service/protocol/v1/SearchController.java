package dev.fovea.service.protocol.v1;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.MalformedBody;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.protocol.Answers;
import dev.fovea.service.protocol.Bodies;
import dev.fovea.service.protocol.Query;
import dev.fovea.service.similarity.Duplicates;
import dev.fovea.service.similarity.SimilarImages;
import dev.fovea.service.similarity.SimilarImages.Found;
import dev.fovea.service.similarity.StoredImages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What looks like this. There is no paging: the next page of a changing set is a guess. */
@RestController
final class SearchController {

  private static final int DEFAULT_K = 6;
  private static final int MAX_K = 1_000;
  private static final Set<String> PARAMETERS =
      Set.of("k", "exact", "filter", "exclude-self", "model", "version");

  private final SimilarImages similar;
  private final StoredImages images;
  private final NeighborSheet sheet;
  private final Selectors selectors;
  private final Bodies bodies;

  SearchController(
      SimilarImages similar,
      StoredImages images,
      NeighborSheet sheet,
      Selectors selectors,
      Bodies bodies) {
    this.similar = similar;
    this.images = images;
    this.sheet = sheet;
    this.selectors = selectors;
    this.bodies = bodies;
  }

  /** Takes a picture, or features as JSON. */
  @PostMapping("/v1/collections/{collection}/search")
  ResponseEntity<?> search(@PathVariable String collection, HttpServletRequest request) {
    SimilarImages.Query query = query(Query.of(request, PARAMETERS), false);
    if (isJson(request)) {
      float[] features = features(bodies.json(request));
      return json(within(request, () -> similar.byFeatures(collection, features, query)));
    }
    byte[] picture = bodies.picture(request);
    Terms terms = Answers.terms(request);
    Found found = Answers.await(similar.byPicture(collection, picture, query, terms), terms);
    return wantsPng(request) ? png(sheet.png(picture, found)) : json(found);
  }

  @GetMapping("/v1/collections/{collection}/images/{id}/neighbors")
  ResponseEntity<?> neighbors(
      @PathVariable String collection, @PathVariable String id, HttpServletRequest request) {
    SimilarImages.Query query = query(Query.of(request, PARAMETERS), true);
    Found found = within(request, () -> similar.byId(collection, id, query));
    return wantsPng(request)
        ? png(sheet.png(images.thumbnail(collection, id), found))
        : json(found);
  }

  /** Draws the neighbors of a stored image. */
  @GetMapping("/v1/collections/{collection}/search.png")
  ResponseEntity<byte[]> sheet(@PathVariable String collection, HttpServletRequest request) {
    Query given = Query.of(request, Set.of("id", "k", "exact", "filter", "exclude-self"));
    String id =
        given
            .text("id")
            .orElseThrow(() -> new InvalidParameter("id", "is missing: the image to search for"));
    SimilarImages.Query query = query(given, true);
    Found found = within(request, () -> similar.byId(collection, id, query));
    return png(sheet.png(images.thumbnail(collection, id), found));
  }

  /**
   * Lists groups of images that are the same; without a kind, those of the same bytes or pixels.
   */
  @GetMapping("/v1/collections/{collection}/duplicates")
  Groups duplicates(@PathVariable String collection, HttpServletRequest request) {
    Query query = Query.of(request, Set.of("kind", "distance"));
    double distance = query.text("distance").map(SearchController::distance).orElse(0.0);
    List<GroupView> groups = new ArrayList<>();
    for (Duplicates.Kind kind : kinds(query.text("kind"))) {
      similar.duplicates(collection, kind, distance).stream()
          .map(group -> GroupView.of(collection, group))
          .forEach(groups::add);
    }
    return new Groups(groups);
  }

  /** Searches for as long as the client wants to wait. */
  private static Found within(HttpServletRequest request, Supplier<Found> search) {
    return Answers.await(
        CompletableFuture.supplyAsync(search, Thread::startVirtualThread), Answers.terms(request));
  }

  private SimilarImages.Query query(Query query, boolean excludeSelf) {
    return new SimilarImages.Query(
        query.integer("k", 1, MAX_K).orElse(DEFAULT_K),
        query.truth("exact").orElse(false),
        query.text("filter").orElse(""),
        query.truth("exclude-self").orElse(excludeSelf),
        query.text("model").map(name -> selectors.of(name, query.text("version"))));
  }

  private static List<Duplicates.Kind> kinds(Optional<String> kind) {
    return switch (kind.orElse("")) {
      case "" -> List.of(Duplicates.Kind.BYTES, Duplicates.Kind.PIXELS);
      case "bytes" -> List.of(Duplicates.Kind.BYTES);
      case "pixels" -> List.of(Duplicates.Kind.PIXELS);
      case "near" -> List.of(Duplicates.Kind.NEAR);
      default ->
          throw new InvalidParameter(
              "kind", "must be bytes, pixels or near, got '" + kind.orElse("") + "'");
    };
  }

  private static double distance(String text) {
    try {
      double distance = Double.parseDouble(text);
      if (distance >= 0 && Double.isFinite(distance)) {
        return distance;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new InvalidParameter("distance", "must be a number from 0, got '" + text + "'");
  }

  private static float[] features(byte[] body) {
    float[] features = JsonBody.read(body, Vector.class).features();
    if (features == null) {
      throw new MalformedBody("it lacks 'features'; send {\"features\": [0.5, …]}");
    }
    return features;
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  /** Whether the client takes a PNG and could not read JSON. */
  private static boolean wantsPng(HttpServletRequest request) {
    try {
      List<MediaType> accepted = MediaType.parseMediaTypes(request.getHeader("Accept"));
      return accepted.stream().anyMatch(it -> it.includes(MediaType.IMAGE_PNG))
          && accepted.stream().noneMatch(it -> it.includes(MediaType.APPLICATION_JSON));
    } catch (InvalidMediaTypeException malformed) {
      throw new InvalidParameter("Accept", "is malformed: " + malformed.getMessage());
    }
  }

  private static ResponseEntity<SearchView> json(Found found) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(SearchView.of(found));
  }

  private static ResponseEntity<byte[]> png(byte[] bytes) {
    return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(bytes);
  }

  /** The JSON body of a search. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Vector(float @Nullable [] features) {}

  /** Groups as they are written. */
  record Groups(List<GroupView> groups) {}

  /** A group as it is written. */
  record GroupView(String kind, List<StoredImageView> images) {

    static GroupView of(String collection, Duplicates.Group group) {
      return new GroupView(
          group.kind().name().toLowerCase(Locale.ROOT),
          group.images().stream().map(it -> StoredImageView.of(collection, it)).toList());
    }
  }
}
