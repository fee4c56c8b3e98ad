package dev.fovea.bench.similarity;

import java.util.Arrays;
import org.apache.lucene.util.VectorUtil;

/** The reference: every vector compared, in memory, with SIMD, on one thread. */
final class MemoryScan {

  private final float[][] vectors;

  MemoryScan(float[][] vectors) {
    this.vectors = vectors;
  }

  /** The distance of the k-th nearest vector. */
  double distanceOf(float[] query, int k) {
    float[] best = new float[k];
    Arrays.fill(best, Float.POSITIVE_INFINITY);
    for (float[] vector : vectors) {
      float distance = VectorUtil.squareDistance(query, vector);
      if (distance < best[k - 1]) {
        int place = k - 1;
        while (place > 0 && best[place - 1] > distance) {
          best[place] = best[place - 1];
          place--;
        }
        best[place] = distance;
      }
    }
    return Math.sqrt(best[k - 1]);
  }
}
