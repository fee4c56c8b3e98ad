package dev.fovea.bench.similarity;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/** The reference: every vector compared, in memory, with SIMD. */
final class MemoryScan {

  /** Queries that are compared with a vector while it is in the cache. */
  private static final int BLOCK = 16;

  private final float[][] vectors;

  MemoryScan(float[][] vectors) {
    this.vectors = vectors;
  }

  /** The distance of the k-th nearest vector, by one thread. */
  double distanceOf(float[] query, int k) {
    return distancesOf(new float[][] {query}, k)[0];
  }

  /** The same for many queries, on all cores. */
  double[] distances(float[][] queries, int k) {
    return IntStream.rangeClosed(0, (queries.length - 1) / BLOCK)
        .parallel()
        .mapToObj(block -> {
          int from = block * BLOCK;
          int to = Math.min(queries.length, from + BLOCK);
          return distancesOf(Arrays.copyOfRange(queries, from, to), k);
        })
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private double[] distancesOf(float[][] queries, int k) {
    float[][] best = new float[queries.length][k];
    for (float[] distances : best) {
      Arrays.fill(distances, Float.POSITIVE_INFINITY);
    }
    for (float[] vector : vectors) {
      for (int query = 0; query < queries.length; query++) {
        offer(VectorUtil.squareDistance(queries[query], vector), best[query]);
      }
    }
    return Arrays.stream(best).mapToDouble(distances -> Math.sqrt(distances[k - 1])).toArray();
  }

  private static void offer(float distance, float[] best) {
    int place = best.length - 1;
    if (distance < best[place]) {
      while (place > 0 && best[place - 1] > distance) {
        best[place] = best[place - 1];
        place--;
      }
      best[place] = distance;
    }
  }
}
