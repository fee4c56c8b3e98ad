package dev.fovea.bench.similarity;

import dev.fovea.bench.serving.BenchStore;
import dev.fovea.bench.serving.ServiceProcess;
import dev.fovea.modelstore.ModelStore;
import dev.fovea.modelstore.ModelStoreException;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.similarity.CollectionSpec.Quantization;
import dev.fovea.service.similarity.lucene.LuceneEngine;
import dev.fovea.trainer.onnx.GraphSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./fovea bench similarity}: the embedded index, then the service around it. */
@Command(
    name = "similarity",
    mixinStandardHelpOptions = true,
    description =
        "Recall and time of the index beside a scan in memory, and what HTTP makes of it.")
public final class SimilarityBenchmark implements Callable<Integer> {

  private static final int DIMENSION = 4_096;
  private static final int LENET_DIMENSION = 84;
  private static final int LENET_COUNT = 60_000;
  private static final long SEED = 20120911;

  @Option(names = "--json", paramLabel = "FILE", description = "Write every figure here.")
  private Path json = Path.of("similarity.json");

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "10000,30000,100000",
      description = "Vectors in each index (${DEFAULT-VALUE}).")
  private int[] sizes = {};

  @Option(
      names = "--queries",
      defaultValue = "1000",
      description = "Searches of each index (${DEFAULT-VALUE}).")
  private int queries;

  @Option(
      names = "--quantization",
      defaultValue = "none",
      description = "none, int8 or bit (${DEFAULT-VALUE}).")
  private String quantization = "none";

  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description =
          "Photographs in train/ and val/, a folder a class: their features are indexed, instead of"
              + " drawn vectors.")
  private @Nullable Path pictures;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "Model store with an 'alexnet' version 1; without it AlexNet has random weights, and vectors are"
              + " drawn.")
  private @Nullable Path models;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Keeps indexes and features here, and finds them again (a temporary folder).")
  private @Nullable Path folder;

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "indexes,lenet,http,ingest",
      description = "What to measure; http searches what indexes filled (${DEFAULT-VALUE}).")
  private Set<String> parts = Set.of();

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Imports, each beside a stretch of classification (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Seconds of each such stretch (${DEFAULT-VALUE}).")
  private int seconds;

  /** Filled by picocli. */
  public SimilarityBenchmark() {}

  @Override
  public Integer call() throws Exception {
    Path scratch = Files.createTempDirectory("fovea-bench");
    Map<String, Object> report = new LinkedHashMap<>();
    try {
      Path home = folder == null ? scratch : Files.createDirectories(folder);
      try (LuceneEngine engine = LuceneEngine.in(home)) {
        report.put("engine", engine.description());
        if (parts.contains("indexes")) {
          measureIndexes(engine, home, report);
        }
        if (parts.contains("lenet")) {
          measureLenet(engine, report);
        }
      }
      if (parts.contains("http")) {
        report.put("http_searches", overHttp(home, scratch));
      }
      if (parts.contains("ingest")) {
        report.putAll(service(scratch).measure(rounds, Duration.ofSeconds(seconds)));
      }
    } finally {
      IOUtils.rm(scratch);
    }
    String text =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(report);
    System.out.println(text);
    Files.writeString(json, text);
    return 0;
  }

  private void measureIndexes(LuceneEngine engine, Path home, Map<String, Object> report)
      throws IOException, ModelStoreException {
    Quantization encoding = Quantization.of(quantization);
    if (pictures == null || models == null) {
      measureIndexes(engine, new DrawnVectors(DIMENSION, SEED), encoding, report);
    } else {
      ModelVersion version = new ModelStore(models).read("alexnet", 1);
      int cores = Runtime.getRuntime().availableProcessors();
      try (GraphSession session = new GraphSession(version.graph(), cores);
          PictureVectors vectors = new PictureVectors(session, version, pictures, home)) {
        measureIndexes(engine, vectors, encoding, report);
      }
    }
  }

  private void measureLenet(LuceneEngine engine, Map<String, Object> report) throws IOException {
    Vectors lenet = new DrawnVectors(LENET_DIMENSION, SEED);
    IndexRun.Figures figures =
        new IndexRun(engine, lenet, queries, Quantization.NONE).measure(LENET_COUNT);
    report.put("lenet_exact_ms", figures.searchMillis());
    report.put("lenet_60000", figures);
  }

  private void measureIndexes(
      LuceneEngine engine, Vectors vectors, Quantization encoding, Map<String, Object> report)
      throws IOException {
    report.put("vectors", vectors.description());
    IndexRun run = new IndexRun(engine, vectors, queries, encoding);
    IndexRun.Figures first = run.measure(sizes[0]);
    report.put("alexnet_" + sizes[0], first);
    IndexRun.Figures last = first;
    for (int i = 1; i < sizes.length; i++) {
      last = run.measure(sizes[i]);
      report.put("alexnet_" + sizes[i], last);
    }
    report.put("recall_at_6", last.recall());
    report.put("recall_at_6_exact", last.exactRecall());
    report.put("search_over_exact_scan", last.searchMillis() / last.scanMillis());
    report.put(
        "growth_%s_to_%s".formatted(thousands(sizes[0]), thousands(sizes[sizes.length - 1])),
        last.searchMillis() / first.searchMillis());
    report.put("searches_of_16_over_1", last.rate().sixteenOverOne());
  }

  /** Searches the largest index, now in the service's home. */
  private SearchRate overHttp(Path home, Path scratch) throws IOException {
    Path store = models == null ? root().resolve("model-store/models") : models;
    String collection =
        IndexRun.collection(DIMENSION, sizes[sizes.length - 1], Quantization.of(quantization));
    List<String> properties = List.of("--fovea.similarity.home=" + home.toAbsolutePath());
    try (ServiceProcess service = ServiceProcess.start(root(), store, scratch, properties)) {
      float[][] asked = new DrawnVectors(DIMENSION, SEED).queries(queries);
      return HttpSearchRun.measure(service, collection, asked);
    }
  }

  private ServiceRun service(Path scratch) throws Exception {
    Path root = root();
    if (models != null) {
      return new ServiceRun(root, models, "alexnet", scratch);
    }
    BenchStore store = BenchStore.in(root, scratch);
    String model = BenchStore.ALEXNET_INT8;
    return new ServiceRun(root, store.folderOf(model), model, scratch);
  }

  private static Path root() {
    return Path.of(System.getenv().getOrDefault("FOVEA_ROOT", "."));
  }

  private static String thousands(int count) {
    return count % 1_000 == 0 ? count / 1_000 + "k" : Integer.toString(count);
  }
}
