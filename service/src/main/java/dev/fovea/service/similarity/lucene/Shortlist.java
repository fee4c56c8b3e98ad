package dev.fovea.service.similarity.lucene;

import java.util.Arrays;
import org.apache.lucene.util.hnsw.FloatHeap;

/**
 * Keeps the documents whose single-precision score is among the {@code k} best, or so close to the
 * last of them that full precision could order them otherwise.
 */
final class Shortlist {

  /** Far above the rounding of a sum of thousands of squares, far below what a person would see. */
  private static final float MARGIN = 1e-5f;

  private final int k;
  private final FloatHeap best;
  private int[] docs = new int[64];
  private float[] scores = new float[64];
  private int size;

  Shortlist(int k) {
    this.k = k;
    this.best = new FloatHeap(k);
  }

  /** Offers a document. */
  void add(int doc, float score) {
    if (score < threshold()) {
      return;
    }
    if (size == docs.length) {
      docs = Arrays.copyOf(docs, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
    }
    docs[size] = doc;
    scores[size++] = score;
    best.offer(score);
  }

  /** Offers all that another list kept. */
  void addAll(Shortlist other) {
    for (int i = 0; i < other.size; i++) {
      add(other.docs[i], other.scores[i]);
    }
  }

  /** The documents kept, ascending. */
  int[] docs() {
    float threshold = threshold();
    int[] kept = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (scores[i] >= threshold) {
        kept[count++] = docs[i];
      }
    }
    int[] sorted = Arrays.copyOf(kept, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private float threshold() {
    return best.size() < k ? Float.NEGATIVE_INFINITY : best.peek() * (1 - MARGIN);
  }
}
