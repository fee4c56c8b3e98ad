package dev.fovea.bench.similarity;

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
import dev.fovea.service.similarity.lucene.LuceneEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Fills embedded indexes of growing size and compares their answers and times with a scan. */
@Command(
    name = "similarity",
    mixinStandardHelpOptions = true,
    description = "recall and time of the embedded index beside an exact scan in memory")
public final class SimilarityBenchmark implements Callable<Integer> {

  private static final int DIMENSION = 4_096;
  private static final int LENET_DIMENSION = 84;
  private static final int LENET_COUNT = 60_000;
  private static final int K = 6;
  private static final int BATCH = 500;
  private static final long SEED = 20120911;
  private static final int FIRST_QUERY = 10_000_000;

  @Option(names = "--json", description = "file that the figures are written to")
  private @Nullable Path json;

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "10000,30000,100000",
      description = "vectors in each index (default: ${DEFAULT-VALUE})")
  private int[] sizes;

  @Option(
      names = "--queries",
      defaultValue = "1000",
      description = "searches of each index (default: ${DEFAULT-VALUE})")
  private int queries;

  @Option(
      names = "--quantization",
      defaultValue = "none",
      description = "none, int8 or bit (default: ${DEFAULT-VALUE})")
  private String quantization;

  @Option(
      names = "--folder",
      description = "where the indexes are written and deleted (default: a temporary folder)")
  private @Nullable Path folder;

  /** Filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  SimilarityBenchmark() {}

  /** Measures and exits. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimilarityBenchmark()).execute(arguments));
  }

  /** What one index showed. */
  private record Figures(
      double recall, double exactRecall, double searchMillis, double scanMillis) {}

  @Override
  public Integer call() throws IOException {
    Path home = folder == null ? Files.createTempDirectory("fovea-bench") : folder;
    Map<String, Object> report = new LinkedHashMap<>();
    List<Figures> all = new ArrayList<>();
    try (LuceneEngine engine = LuceneEngine.in(home)) {
      System.out.println(engine.description());
      for (int size : sizes) {
        Figures figures = measure(engine, DIMENSION, size, Quantization.of(quantization));
        all.add(figures);
        report.put("n" + size, figures);
      }
      Figures last = all.getLast();
      report.put("recall_at_6", last.recall());
      report.put("recall_at_6_exact", last.exactRecall());
      report.put("search_over_exact_scan", last.searchMillis() / last.scanMillis());
      report.put("growth_10k_to_100k", last.searchMillis() / all.getFirst().searchMillis());
      Figures lenet = measure(engine, LENET_DIMENSION, LENET_COUNT, Quantization.NONE);
      report.put("lenet_exact_ms", lenet.searchMillis());
    }
    String text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    System.out.println(text);
    if (json != null) {
      Files.writeString(json, text);
    }
    return 0;
  }

  private Figures measure(VectorEngine engine, int dimension, int size, Quantization encoding) {
    Vectors vectors = new Vectors(dimension, SEED);
    CollectionSpec spec = spec(dimension, encoding);
    engine.draft(spec).publish();
    try (VectorIndex index = engine.open(spec.name())) {
      long start = System.nanoTime();
      for (int first = 0; first < size; first += BATCH) {
        index.put(entries(vectors, first, Math.min(BATCH, size - first)));
      }
      long filled = System.nanoTime();
      index.optimize();
      System.out.printf(
          "%,d vectors of %d: filled in %.0f s, optimized in %.0f s, %,d bytes a vector%n",
          size,
          dimension,
          (filled - start) / 1e9,
          (System.nanoTime() - filled) / 1e9,
          index.bytes() / size);
      return compare(index, vectors, size);
    } finally {
      engine.drop(spec.name());
    }
  }

  private Figures compare(VectorIndex index, Vectors vectors, int size) {
    float[][] asked = vectors.draw(FIRST_QUERY, queries);
    MemoryScan scan = new MemoryScan(vectors.draw(0, size));
    double found = 0;
    double foundExactly = 0;
    List<Double> searchMillis = new ArrayList<>();
    List<Double> scanMillis = new ArrayList<>();
    for (float[] query : asked) {
      index.search(query, Search.nearest(K));
    }
    for (float[] query : asked) {
      long start = System.nanoTime();
      Nearest nearest = index.search(query, Search.nearest(K));
      long middle = System.nanoTime();
      double farthest = scan.distanceOf(query, K);
      scanMillis.add((System.nanoTime() - middle) / 1e6);
      searchMillis.add((middle - start) / 1e6);
      found += share(nearest, farthest);
      foundExactly += share(index.search(query, Search.nearest(K).exactly()), farthest);
    }
    Figures figures =
        new Figures(
            found / queries, foundExactly / queries, median(searchMillis), median(scanMillis));
    System.out.println(figures);
    return figures;
  }

  private static double share(Nearest nearest, double farthest) {
    double bound = farthest * (1 + 1e-6);
    return nearest.neighbors().stream()
            .mapToDouble(Neighbor::distance)
            .filter(it -> it <= bound)
            .count()
        / (double) K;
  }

  private static List<Entry> entries(Vectors vectors, int first, int count) {
    float[][] drawn = vectors.draw(first, count);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String id = "image-" + (first + i);
      IndexedImage image = new IndexedImage(id, null, Map.of(), id, id);
      entries.add(new Entry(image, drawn[i], new byte[0], null));
    }
    return entries;
  }

  private static CollectionSpec spec(int dimension, Quantization encoding) {
    Embedding drawn = new Embedding("drawn", "1", "-", "features", "-", dimension);
    return new CollectionSpec("bench", drawn, "lucene", encoding, false);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
