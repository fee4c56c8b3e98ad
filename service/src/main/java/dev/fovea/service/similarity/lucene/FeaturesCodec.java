package dev.fovea.service.similarity.lucene;

import dev.fovea.service.similarity.CollectionSpec.Quantization;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's stock codec, but for how the vectors of one collection are written.
 *
 * <p>Graphs are HNSW, Malkov and Yashunin, arXiv:1603.09320.
 */
final class FeaturesCodec extends Lucene104Codec {

  /** Up to this many dimensions no graph is written: a scan is as fast, and exact. */
  static final int MAX_SCANNED_DIMENSION = 256;

  /** A segment of n vectors gets a graph if n > ln(n) times this: from about 2,000 vectors. */
  static final int GRAPH_THRESHOLD = 256;

  /** Links of a node in the graph, on all but the bottom layer: M of the paper. */
  private static final int MAX_CONNECTIONS = 16;

  /** Candidates kept while a node is linked: efConstruction of the paper. */
  private static final int BEAM_WIDTH = 100;

  private final KnnVectorsFormat vectors;

  /**
   * Makes the codec.
   *
   * @param graphThreshold {@link #GRAPH_THRESHOLD}, 0 for a graph in every segment
   */
  FeaturesCodec(int dimension, Quantization quantization, int graphThreshold) {
    int threshold = dimension <= MAX_SCANNED_DIMENSION ? Integer.MAX_VALUE : graphThreshold;
    this.vectors =
        new WideVectorsFormat(
            switch (quantization) {
              case NONE ->
                  new Lucene99HnswVectorsFormat(MAX_CONNECTIONS, BEAM_WIDTH, 1, null, threshold);
              case INT8 -> quantized(ScalarEncoding.UNSIGNED_BYTE, threshold);
              case BIT -> quantized(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, threshold);
            });
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  private static KnnVectorsFormat quantized(ScalarEncoding encoding, int threshold) {
    return new Lucene104HnswScalarQuantizedVectorsFormat(
        encoding, MAX_CONNECTIONS, BEAM_WIDTH, 1, null, threshold);
  }
}
