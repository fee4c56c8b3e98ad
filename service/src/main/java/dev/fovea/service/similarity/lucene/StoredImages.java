package dev.fovea.service.similarity.lucene;

import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.IndexedImage;
import dev.fovea.service.similarity.Neighbor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Reads images, features and pictures of one point in time. */
final class StoredImages {

  private final IndexSearcher searcher;

  StoredImages(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** The document of an image. */
  Optional<Integer> doc(String id) throws IOException {
    TopDocs found = searcher.search(new TermQuery(ImageDocument.id(id)), 1);
    return found.scoreDocs.length == 0 ? Optional.empty() : Optional.of(found.scoreDocs[0].doc);
  }

  IndexedImage image(int doc) throws IOException {
    LeafReaderContext leaf = leaf(doc);
    return image(leaf.reader().getBinaryDocValues(ImageDocument.IMAGE), doc - leaf.docBase);
  }

  Entry entry(int doc) throws IOException {
    Document pictures =
        searcher
            .storedFields()
            .document(doc, Set.of(ImageDocument.THUMBNAIL, ImageDocument.ORIGINAL));
    BytesRef original = pictures.getBinaryValue(ImageDocument.ORIGINAL);
    return new Entry(
        image(doc),
        features(doc),
        bytes(pictures.getBinaryValue(ImageDocument.THUMBNAIL)),
        original == null ? null : bytes(original));
  }

  float[] features(int doc) throws IOException {
    LeafReaderContext leaf = leaf(doc);
    FloatVectorValues values = leaf.reader().getFloatVectorValues(ImageDocument.FEATURES);
    return features(values, values.iterator(), doc - leaf.docBase).clone();
  }

  byte[] thumbnail(int doc) throws IOException {
    Document pictures = searcher.storedFields().document(doc, Set.of(ImageDocument.THUMBNAIL));
    return bytes(pictures.getBinaryValue(ImageDocument.THUMBNAIL));
  }

  /**
   * The {@code k} nearest of the documents, by distances at full precision. Only of those is read
   * what is known of the image.
   *
   * @param docs ascending
   */
  List<Neighbor> nearest(float[] query, int[] docs, int k) throws IOException {
    double[] distances = distances(query, docs);
    double farthest = farthest(distances, k);
    List<Neighbor> nearest = new ArrayList<>();
    for (int i = 0; i < docs.length; i++) {
      if (distances[i] <= farthest) {
        nearest.add(new Neighbor(image(docs[i]), distances[i]));
      }
    }
    return Neighbor.first(k, nearest);
  }

  private double[] distances(float[] query, int[] docs) throws IOException {
    double[] distances = new double[docs.length];
    int from = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (from < docs.length && docs[from] < end) {
        FloatVectorValues values = leaf.reader().getFloatVectorValues(ImageDocument.FEATURES);
        DocIndexIterator at = values.iterator();
        for (; from < docs.length && docs[from] < end; from++) {
          float[] features = features(values, at, docs[from] - leaf.docBase);
          distances[from] = Neighbor.distance(query, features);
        }
      }
    }
    return distances;
  }

  /** The distance that the k nearest do not exceed; ties at it are decided by id, later. */
  private static double farthest(double[] distances, int k) {
    if (distances.length <= k) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    return sorted[k - 1];
  }

  void forEachImage(Consumer<IndexedImage> visitor) throws IOException {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      BinaryDocValues images = leaf.reader().getBinaryDocValues(ImageDocument.IMAGE);
      for (int doc : live(leaf.reader())) {
        visitor.accept(image(images, doc));
      }
    }
  }

  void forEachEntry(Consumer<Entry> visitor) throws IOException {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      for (int doc : live(leaf.reader())) {
        visitor.accept(entry(leaf.docBase + doc));
      }
    }
  }

  private LeafReaderContext leaf(int doc) {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    return leaves.get(ReaderUtil.subIndex(doc, leaves));
  }

  private static int[] live(LeafReader reader) {
    Bits live = reader.getLiveDocs();
    return IntStream.range(0, reader.maxDoc())
        .filter(doc -> live == null || live.get(doc))
        .toArray();
  }

  private static IndexedImage image(BinaryDocValues images, int doc) throws IOException {
    if (!images.advanceExact(doc)) {
      throw new IllegalStateException("document %d holds no image".formatted(doc));
    }
    return ImageDocument.image(images.binaryValue());
  }

  private static float[] features(FloatVectorValues values, DocIndexIterator at, int doc)
      throws IOException {
    if (at.advance(doc) != doc) {
      throw new IllegalStateException("document %d holds no features".formatted(doc));
    }
    return values.vectorValue(at.index());
  }

  private static byte[] bytes(BytesRef ref) {
    return Arrays.copyOfRange(ref.bytes, ref.offset, ref.offset + ref.length);
  }
}
