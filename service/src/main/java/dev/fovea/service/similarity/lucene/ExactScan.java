package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * Compares every stored vector that passes a filter, with SIMD, on all cores.
 *
 * <p>The scan itself works in single precision, so it returns all that could belong to the {@code
 * k} nearest at full precision, ties with the last included.
 */
final class ExactScan {

  private static final int DOCS_PER_TASK = 8_192;

  private final IndexSearcher searcher;
  private final float[] query;
  private final int k;
  private final Weight filter;

  ExactScan(IndexSearcher searcher, float[] query, int k, Query filter) throws IOException {
    this.searcher = searcher;
    this.query = query;
    this.k = k;
    this.filter = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
  }

  /** The documents that may be among the {@code k} nearest, ascending. */
  int[] candidates() throws IOException {
    List<Callable<Shortlist>> tasks = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      for (int from = 0; from < leaf.reader().maxDoc(); from += DOCS_PER_TASK) {
        int first = from;
        int end = Math.min(from + DOCS_PER_TASK, leaf.reader().maxDoc());
        tasks.add(() -> scan(leaf, first, end));
      }
    }
    Shortlist all = new Shortlist(k);
    searcher.getTaskExecutor().invokeAll(tasks).forEach(all::addAll);
    return all.docs();
  }

  private Shortlist scan(LeafReaderContext leaf, int from, int end) throws IOException {
    Shortlist shortlist = new Shortlist(k);
    FloatVectorValues values = leaf.reader().getFloatVectorValues(ImageDocument.FEATURES);
    Scorer passing = filter.scorer(leaf);
    if (values == null || passing == null) {
      return shortlist;
    }
    DocIdSetIterator docs = range(passing.iterator(), from, end);
    Bits live = leaf.reader().getLiveDocs();
    VectorScorer.Bulk scorer = values.rescorer(query).bulk(docs);
    DocAndFloatFeatureBuffer buffer = new DocAndFloatFeatureBuffer();
    for (scorer.nextDocsAndScores(end, live, buffer);
        buffer.size > 0;
        scorer.nextDocsAndScores(end, live, buffer)) {
      for (int i = 0; i < buffer.size; i++) {
        shortlist.add(leaf.docBase + buffer.docs[i], buffer.features[i]);
      }
    }
    return shortlist;
  }

  private static DocIdSetIterator range(DocIdSetIterator docs, int from, int end) {
    DocIdSetIterator range = DocIdSetIterator.range(from, end);
    return ConjunctionUtils.intersectIterators(List.of(range, docs));
  }
}
