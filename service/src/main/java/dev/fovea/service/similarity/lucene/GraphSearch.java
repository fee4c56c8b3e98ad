package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.knn.KnnSearchStrategy;

/**
 * Follows the graphs of the segments to vectors near a query.
 *
 * <p>The more candidates are kept on the way, the more of the true neighbors are among them. Where
 * candidates were compared in quantized form, their order is rough and more of them are kept.
 */
final class GraphSearch {

  private static final int MIN_CANDIDATES = 100;
  private static final int CANDIDATES_PER_NEIGHBOR = 3;

  /** Share of images, in percent, under which the graph is walked along passing images only. */
  private static final int FILTERED_WALK_PERCENT = 60;

  private GraphSearch() {}

  /** The documents that are probably nearest, ascending. */
  static int[] candidates(IndexSearcher searcher, float[] query, int k, Query filter)
      throws IOException {
    int kept = Math.max(MIN_CANDIDATES, CANDIDATES_PER_NEIGHBOR * k);
    KnnFloatVectorQuery knn =
        new KnnFloatVectorQuery(
            ImageDocument.FEATURES,
            query,
            kept,
            filter,
            new KnnSearchStrategy.Hnsw(FILTERED_WALK_PERCENT));
    return Arrays.stream(searcher.search(knn, kept).scoreDocs)
        .mapToInt(hit -> hit.doc)
        .sorted()
        .toArray();
  }
}
