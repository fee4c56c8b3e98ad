package dev.fovea.bench.similarity;

import dev.fovea.bench.serving.Medians;
import dev.fovea.service.similarity.CollectionSpec;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.Embedding;
import dev.fovea.service.similarity.Entry;
import dev.fovea.service.similarity.IndexedImage;
import dev.fovea.service.similarity.Nearest;
import dev.fovea.service.similarity.Neighbor;
import dev.fovea.service.similarity.Search;
import dev.fovea.service.similarity.VectorEngine;
import dev.fovea.service.similarity.VectorIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Fills an index, or finds it filled, and compares its answers and times with a scan. */
final class IndexRun {

  private static final int K = 6;
  private static final int BATCH = 500;

  /** One query in so many is also answered by the scan and by the index exactly, with a watch. */
  private static final int SCANNED = 10;

  private final VectorEngine engine;
  private final Vectors vectors;
  private final int queries;
  private final Quantization quantization;

  IndexRun(VectorEngine engine, Vectors vectors, int queries, Quantization quantization) {
    this.engine = engine;
    this.vectors = vectors;
    this.queries = queries;
    this.quantization = quantization;
  }

  /**
   * What one index showed.
   *
   * @param recall share of the true six nearest that were found
   * @param exactRecall the same when asked to be exact
   * @param searchMillis median of a search
   * @param exactMillis median of an exact search
   * @param scanMillis median of a scan of the same vectors in memory, by one thread
   * @param rate searches a second of one thread, and of 16
   * @param scanRate the same of the scan: what this machine's cores and memory make of 16
   * @param bytesPerVector on disk
   */
  record Figures(
      double recall,
      double exactRecall,
      double searchMillis,
      double exactMillis,
      double scanMillis,
      SearchRate rate,
      SearchRate scanRate,
      long bytesPerVector) {}

  /** Measures an index of this many vectors. */
  Figures measure(int size) throws IOException {
    CollectionSpec spec = spec(size);
    if (engine.find(spec.name()).isEmpty()) {
      engine.draft(spec).publish();
    }
    try (VectorIndex index = engine.open(spec.name())) {
      fill(index, size);
      Figures figures = compare(index, size);
      System.err.printf("%,d: %s%n", size, figures);
      return figures;
    }
  }

  private void fill(VectorIndex index, int size) throws IOException {
    int from = Math.toIntExact(index.count());
    if (from == size) {
      return;
    }
    long start = System.nanoTime();
    for (int first = from; first < size; first += BATCH) {
      index.put(entries(first, Math.min(BATCH, size - first)));
    }
    long filled = System.nanoTime();
    index.optimize();
    System.err.printf(
        "%,d vectors of %d: %.2f ms each to store, %.2f ms each to merge to one graph%n",
        size,
        vectors.dimension(),
        (filled - start) / 1e6 / (size - from),
        (System.nanoTime() - filled) / 1e6 / (size - from));
  }

  private Figures compare(VectorIndex index, int size) throws IOException {
    float[][] asked = vectors.queries(queries);
    MemoryScan scan = new MemoryScan(vectors.stored(0, size));
    double[] farthest = scan.distances(asked, K);
    for (float[] query : asked) {
      index.search(query, Search.nearest(K));
    }
    double found = 0;
    double foundExactly = 0;
    double[] searchMillis = new double[queries];
    List<Double> scanMillis = new ArrayList<>();
    List<Double> exactMillis = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      long start = System.nanoTime();
      Nearest nearest = index.search(asked[i], Search.nearest(K));
      searchMillis[i] = millisSince(start);
      found += share(nearest, farthest[i]);
      if (i % SCANNED == 0) {
        start = System.nanoTime();
        scan.distanceOf(asked[i], K);
        scanMillis.add(millisSince(start));
        start = System.nanoTime();
        Nearest exactly = index.search(asked[i], Search.nearest(K).exactly());
        exactMillis.add(millisSince(start));
        foundExactly += share(exactly, farthest[i]);
      }
    }
    return new Figures(
        found / queries,
        foundExactly / scanMillis.size(),
        Medians.of(searchMillis),
        median(exactMillis),
        median(scanMillis),
        rate(index, asked),
        scanRate(scan, asked),
        index.bytes() / size);
  }

  private static SearchRate rate(VectorIndex index, float[][] asked) {
    return SearchRate.of(
        Arrays.stream(asked)
            .<Callable<Nearest>>map(query -> () -> index.search(query, Search.nearest(K)))
            .toList());
  }

  private static SearchRate scanRate(MemoryScan scan, float[][] asked) {
    return SearchRate.of(
        Arrays.stream(asked)
            .limit(2 * SearchRate.CLIENTS)
            .<Callable<Double>>map(query -> () -> scan.distanceOf(query, K))
            .toList());
  }

  /** A neighbor as near as the sixth of the scan is a true one, whichever twin it is. */
  private static double share(Nearest nearest, double farthest) {
    double bound = farthest * (1 + 1e-6);
    return nearest.neighbors().stream()
            .mapToDouble(Neighbor::distance)
            .filter(it -> it <= bound)
            .count()
        / (double) K;
  }

  private List<Entry> entries(int first, int count) throws IOException {
    float[][] features = vectors.stored(first, count);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String id = "image-" + (first + i);
      IndexedImage image = new IndexedImage(id, null, Map.of(), id, id);
      entries.add(new Entry(image, features[i], new byte[0], null));
    }
    return entries;
  }

  /** The name of the collection that holds so many vectors. */
  static String collection(int dimension, int size, Quantization quantization) {
    return "bench-%d-%d-%s"
        .formatted(dimension, size, quantization.name().toLowerCase(Locale.ROOT));
  }

  private CollectionSpec spec(int size) {
    int dimension = vectors.dimension();
    Embedding embedding = new Embedding("bench", "1", "-", "features", "-", dimension);
    return new CollectionSpec(
        collection(dimension, size, quantization), embedding, engine.name(), quantization, false);
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    return Medians.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
