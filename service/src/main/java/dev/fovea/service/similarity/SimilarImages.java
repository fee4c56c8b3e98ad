package dev.fovea.service.similarity;

import dev.fovea.service.classify.Classification;
import dev.fovea.service.classify.Classifier;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.inference.Answer;
import dev.fovea.service.inference.Onlooker;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.model.ModelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Service;

/** Finds what looks like a picture, a stored image or a feature vector. */
@Service
public final class SimilarImages {

  private static final int PREDICTIONS = 5;
  private static final int MAX_NEAR_IMAGES = 20_000;

  private final OpenCollections collections;
  private final Embedder embedder;
  private final SimilarityMeters meters;

  SimilarImages(OpenCollections collections, Embedder embedder, SimilarityMeters meters) {
    this.collections = collections;
    this.embedder = embedder;
    this.meters = meters;
  }

  /**
   * What is searched for.
   *
   * @param k neighbors wanted, 1 to 1,000
   * @param exact whether every vector must be compared
   * @param filter of the language of {@link FilterParser}
   * @param excludeSelf whether the image itself, by id or by its bytes, is left out
   * @param model that the client expects, if it says so
   */
  public record Query(
      int k, boolean exact, String filter, boolean excludeSelf, Optional<ModelSelector> model) {}

  /**
   * What was found.
   *
   * @param classification what the picture shows, from the same pass; empty if none was sent
   * @param searchNanos time in the index
   */
  public record Found(
      CollectionSpec collection,
      Nearest nearest,
      Optional<Classification> classification,
      long searchNanos) {}

  /** Searches with a picture; one pass of the model gives features and classes. */
  public CompletableFuture<Found> byPicture(
      String collection, byte[] encoded, Query query, Terms terms) {
    OpenCollection open = open(collection, query);
    Filter wanted = filter(query);
    Filter filter =
        query.excludeSelf()
            ? without(wanted, new Filter.TextIs(Filter.SHA256, Sha256.of(encoded)))
            : wanted;
    Search search = new Search(query.k(), query.exact(), filter);
    CollectionSpec spec = open.spec();
    return embedder
        .run(spec, encoded, Onlooker.NOBODY, terms)
        .thenApplyAsync(answer -> found(open, spec, answer, search), IndexThreads.EACH_ITS_OWN);
  }

  /** Searches with the features of a stored image. */
  public Found byId(String collection, String id, Query query) {
    OpenCollection open = open(collection, query);
    CollectionSpec spec = open.spec();
    float[] features = StoredImages.found(id, open.read(index -> index.features(id)));
    Filter wanted = filter(query);
    if (!query.excludeSelf()) {
      return found(open, spec, features, new Search(query.k(), query.exact(), wanted));
    }
    Found found = found(open, spec, features, new Search(query.k() + 1, query.exact(), wanted));
    List<Neighbor> others = new ArrayList<>(found.nearest().neighbors());
    others.removeIf(it -> it.image().id().equals(id));
    Nearest nearest = found.nearest();
    return new Found(
        found.collection(),
        new Nearest(Neighbor.first(query.k(), others), nearest.exact(), nearest.rescored()),
        Optional.empty(),
        found.searchNanos());
  }

  /** Searches with features. */
  public Found byFeatures(String collection, float[] features, Query query) {
    OpenCollection open = open(collection, query);
    CollectionSpec spec = open.spec();
    try {
      VectorIndex.requireFits(features, spec.embedding().dimension());
    } catch (IllegalArgumentException misfit) {
      throw new InvalidParameter("features", String.valueOf(misfit.getMessage()));
    }
    return found(open, spec, features, new Search(query.k(), query.exact(), filter(query)));
  }

  /**
   * Lists the groups of images that are the same.
   *
   * @param distance of {@link Duplicates.Kind#NEAR}
   */
  public List<Duplicates.Group> duplicates(
      String collection, Duplicates.Kind kind, double distance) {
    OpenCollection open = collections.get(collection);
    return open.read(index ->
        switch (kind) {
          case BYTES -> Duplicates.sameBytes(index);
          case PIXELS -> Duplicates.samePixels(index);
          case NEAR -> near(index, distance);
        });
  }

  private static List<Duplicates.Group> near(VectorIndex index, double distance) {
    if (index.count() > MAX_NEAR_IMAGES) {
      throw new InvalidParameter(
          "kind",
          "near is answered for up to %d images, the collection holds %d; ask for the neighbors"
                  .formatted(MAX_NEAR_IMAGES, index.count())
              + " of one image instead");
    }
    return Duplicates.near(index, distance);
  }

  private OpenCollection open(String collection, Query query) {
    OpenCollection open = collections.get(collection);
    query.model().map(embedder::embedding).ifPresent(asked -> open.spec().requireComparable(asked));
    return open;
  }

  private Found found(OpenCollection open, CollectionSpec spec, Answer answer, Search search) {
    int classes = Math.min(PREDICTIONS, answer.model().labels().size());
    Found found = found(open, spec, answer.features().orElseThrow(), search);
    return new Found(
        found.collection(),
        found.nearest(),
        Optional.of(Classifier.classification(answer, classes)),
        found.searchNanos());
  }

  private Found found(OpenCollection open, CollectionSpec spec, float[] features, Search search) {
    long start = System.nanoTime();
    Nearest nearest = open.search(spec, features, search);
    long nanos = System.nanoTime() - start;
    meters.searched(spec, nearest.exact(), nanos);
    return new Found(spec, nearest, Optional.empty(), nanos);
  }

  private static Filter filter(Query query) {
    try {
      return FilterParser.parse(query.filter());
    } catch (InvalidFilter malformed) {
      throw new InvalidParameter("filter", String.valueOf(malformed.getMessage()));
    }
  }

  private static Filter without(Filter wanted, Filter excluded) {
    return new Filter.AllOf(List.of(wanted, new Filter.Not(excluded)));
  }
}
