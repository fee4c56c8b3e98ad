package dev.fovea.service.similarity;

/**
 * How to search.
 *
 * @param k neighbors wanted, 1 to {@value #MAX_K}
 * @param exact whether every stored vector must be compared; otherwise the engine may use its graph
 * @param filter which images may be neighbors
 */
public record Search(int k, boolean exact, Filter filter) {

  /** The most neighbors that one search returns, and one more for the image itself. */
  static final int MAX_K = 1_001;

  /** Checks {@code k}. */
  public Search {
    if (k < 1 || k > MAX_K) {
      throw new IllegalArgumentException("k must be 1 to %d, got %d".formatted(MAX_K - 1, k));
    }
  }

  /** A search of all images that may use the graph. */
  public static Search nearest(int k) {
    return new Search(k, false, new Filter.Everything());
  }

  /** The same search, by comparing every stored vector. */
  public Search exactly() {
    return new Search(k, true, filter);
  }

  /** The same search among the images that pass a filter. */
  public Search where(Filter other) {
    return new Search(k, exact, other);
  }
}
