package dev.fovea.service.similarity;

import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.StoredItemNotFound;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.inference.Timing;
import dev.fovea.service.model.ModelSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Service;

/** Puts images into collections, and takes them out. */
@Service
public final class StoredImages {

  private final ImageCollections collections;
  private final OpenCollections open;
  private final Embedder embedder;
  private final SimilarityMeters meters;

  StoredImages(
      ImageCollections collections,
      OpenCollections open,
      Embedder embedder,
      SimilarityMeters meters) {
    this.collections = collections;
    this.open = open;
    this.embedder = embedder;
    this.meters = meters;
  }

  /**
   * An image that is to be stored.
   *
   * @param encoded the picture's file
   * @param id empty for the SHA-256 of the file
   * @param label what it shows
   * @param metadata see {@link IndexedImage}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Upload(
      byte[] encoded, Optional<String> id, Optional<String> label, Map<String, Object> metadata) {}

  /**
   * What was stored.
   *
   * @param added whether no image had this id before
   * @param timing of the model
   * @param storeNanos until it was durable
   */
  public record Stored(
      CollectionSpec collection,
      IndexedImage image,
      boolean added,
      Timing timing,
      long storeNanos) {}

  /** An entry with the time that its features took. */
  record Prepared(Entry entry, Timing timing) {}

  /**
   * Adds or replaces an image; the future completes when it is durable and searchable.
   *
   * @param model makes the collection if there is none, and must be the collection's
   */
  public CompletableFuture<Stored> put(
      String collection, Optional<ModelSelector> model, Upload upload, Terms terms) {
    OpenCollection target = collections.forUse(collection, model);
    CollectionSpec spec = target.spec();
    return prepare(spec, upload, terms)
        .thenApplyAsync(prepared -> store(target, spec, prepared), IndexThreads.EACH_ITS_OWN);
  }

  /** The image with this id. */
  public IndexedImage get(String collection, String id) {
    return found(id, open.get(collection).read(index -> index.find(id)));
  }

  /** Its thumbnail, a JPEG. */
  public byte[] thumbnail(String collection, String id) {
    return found(id, open.get(collection).read(index -> index.thumbnail(id)));
  }

  /** Deletes an image for good. */
  public void delete(String collection, String id) {
    if (!open.get(collection).write(index -> index.delete(id))) {
      throw new StoredItemNotFound("image", id);
    }
  }

  /** Computes an entry; nothing is stored yet. */
  CompletableFuture<Prepared> prepare(CollectionSpec spec, Upload upload, Terms terms) {
    String sha256 = Sha256.of(upload.encoded());
    Imprint imprint = new Imprint();
    String id = upload.id().orElse(sha256);
    image(id, upload, sha256, "");
    return embedder
        .run(spec, upload.encoded(), imprint, terms)
        .thenApply(answer ->
            new Prepared(
                new Entry(
                    image(id, upload, sha256, imprint.pixels()),
                    answer.features().orElseThrow(),
                    imprint.thumbnail(),
                    spec.keepOriginals() ? upload.encoded() : null),
                answer.timing()));
  }

  private Stored store(OpenCollection target, CollectionSpec spec, Prepared prepared) {
    long start = System.nanoTime();
    IndexedImage image = prepared.entry().image();
    boolean added = target.put(spec, List.of(prepared.entry())).contains(image.id());
    meters.stored(spec, 1);
    return new Stored(spec, image, added, prepared.timing(), System.nanoTime() - start);
  }

  private static IndexedImage image(String id, Upload upload, String sha256, String pixels) {
    try {
      return new IndexedImage(id, upload.label().orElse(null), upload.metadata(), sha256, pixels);
    } catch (IllegalArgumentException malformed) {
      throw new InvalidParameter("image", "is refused: " + malformed.getMessage());
    }
  }

  /** The value, or the failure that says which image is missing. */
  static <T> T found(String id, Optional<T> stored) {
    return stored.orElseThrow(() -> new StoredItemNotFound("image", id));
  }
}
