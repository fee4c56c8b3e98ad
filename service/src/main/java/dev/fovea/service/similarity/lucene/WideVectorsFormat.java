package dev.fovea.service.similarity.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lets one of Lucene's own vector formats take more than 1,024 dimensions.
 *
 * <p>The limit is only what a format answers when a field is added; the files have none. This
 * wrapper keeps the name of the format it wraps, so an index that it wrote is a stock index: every
 * Lucene reader and {@code CheckIndex} open it. Lucene promises no speed beyond its limit.
 */
final class WideVectorsFormat extends KnnVectorsFormat {

  private static final int MAX_DIMENSIONS = 16_384;

  private final KnnVectorsFormat stock;

  WideVectorsFormat(KnnVectorsFormat stock) {
    super(stock.getName());
    this.stock = stock;
  }

  @Override
  public int getMaxDimensions(String field) {
    return MAX_DIMENSIONS;
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return stock.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return stock.fieldsReader(state);
  }
}
