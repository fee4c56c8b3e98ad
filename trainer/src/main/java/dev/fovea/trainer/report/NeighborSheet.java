package dev.fovea.trainer.report;

import dev.fovea.trainer.data.LabeledImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Draws pictures and the six others whose features are nearest to theirs by Euclidean distance, as
 * Krizhevsky et al. 2012, figure 4, right.
 */
final class NeighborSheet {

  private static final int NEIGHBORS = 6;
  private static final int QUERIES = 10;

  private NeighborSheet() {}

  /**
   * Returns a PNG: a row a query, the query first.
   *
   * @param features of each picture
   */
  static byte[] png(LabeledImages images, List<float[]> features) throws IOException {
    List<PictureSheet.Entry> entries = new ArrayList<>();
    for (int query : queries(images, features.size())) {
      entries.add(entry(images, query, "query: "));
      for (int neighbor : nearest(features, query)) {
        entries.add(entry(images, neighbor, ""));
      }
    }
    return PictureSheet.png(entries, images.shape(), 1 + NEIGHBORS);
  }

  /** The first picture of each class. */
  private static List<Integer> queries(LabeledImages images, int count) {
    return IntStream.range(0, Math.min(QUERIES, images.classes().size()))
        .mapToObj(label ->
            IntStream.range(0, count)
                .filter(index -> images.label(index) == label)
                .boxed()
                .findFirst())
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<Integer> nearest(List<float[]> features, int query) {
    return IntStream.range(0, features.size())
        .filter(index -> index != query)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                index -> squaredDistance(features.get(query), features.get(index))))
        .limit(NEIGHBORS)
        .toList();
  }

  private static double squaredDistance(float[] first, float[] second) {
    double sum = 0;
    for (int at = 0; at < first.length; at++) {
      double difference = first[at] - second[at];
      sum += difference * difference;
    }
    return sum;
  }

  private static PictureSheet.Entry entry(LabeledImages images, int index, String prefix)
      throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(images.shape().size());
    images.read(index, pixels);
    return new PictureSheet.Entry(
        pixels.flip(), prefix + images.classes().get(images.label(index)));
  }
}
