package dev.fovea.service.similarity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The stored features of one generation of a collection, and the images that they came from.
 *
 * <p>Every engine gives the same answers: neighbors come in the order (distance, id), a distance is
 * Euclidean, computed in double precision from the stored features and never from an engine's
 * score, and a write that returned survives a power cut and is found by the next search. Safe for
 * concurrent use. Failures of the storage are thrown as {@link java.io.UncheckedIOException}, and
 * {@link ReplacedIndex} if another process has published another generation.
 */
public interface VectorIndex extends AutoCloseable {

  /** The length of every feature vector. */
  int dimension();

  /** How many images are stored. */
  long count();

  /** Bytes that the engine uses on disk, deleted images that it has not yet dropped included. */
  long bytes();

  /**
   * Adds or replaces images; returns once all are durable and searchable.
   *
   * @return the ids that were not stored before
   * @throws IllegalArgumentException if features are not of this {@linkplain #dimension()
   *     dimension} or not finite
   */
  Set<String> put(List<Entry> entries);

  /** Deletes an image; returns once that is durable. False if there was none with this id. */
  boolean delete(String id);

  /** The stored image with this id. */
  Optional<IndexedImage> find(String id);

  /** The whole entry with this id: image, features and pictures. */
  Optional<Entry> entry(String id);

  /** The features of an image, shape {@code [dimension()]}. */
  Optional<float[]> features(String id);

  /** The thumbnail of an image, a JPEG. */
  Optional<byte[]> thumbnail(String id);

  /**
   * Finds the images nearest to {@code query}.
   *
   * @param query features, shape {@code [dimension()]}; not kept
   * @return nearest first, ties by id; fewer than {@code k} only if fewer images pass the filter
   * @throws IllegalArgumentException if the shape is wrong or a value is not finite
   */
  Nearest search(float[] query, Search search);

  /** Shows every stored image as of now, in no particular order. */
  void forEachImage(Consumer<IndexedImage> visitor);

  /** Shows every stored entry as of now, in no particular order. Heavier: reads the pictures. */
  void forEachEntry(Consumer<Entry> visitor);

  /** The recall that was last remembered of this generation. */
  Optional<Recall> recall();

  /** Keeps a measured recall with the index, over restarts. */
  void remember(Recall recall);

  /** Spends time now to make later searches faster, for example after a bulk import. */
  void optimize();

  @Override
  void close();

  /**
   * Checks a feature vector.
   *
   * @throws IllegalArgumentException if it is not of this dimension or not finite
   */
  static void requireFits(float[] features, int dimension) {
    if (features.length != dimension) {
      throw new IllegalArgumentException(
          "features must have %d values, got %d".formatted(dimension, features.length));
    }
    for (float feature : features) {
      if (!Float.isFinite(feature)) {
        throw new IllegalArgumentException("features must be finite, got " + feature);
      }
    }
  }
}
