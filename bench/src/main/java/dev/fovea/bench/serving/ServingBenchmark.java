package dev.fovea.bench.serving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./fovea bench serving}: prints the figures and writes them as JSON. */
@Command(
    name = "serving",
    description =
        "Drives the packaged service with drawn pictures, beside ONNX Runtime alone, ONNX Runtime"
            + " with decoding, and an endpoint that only reads the body.",
    mixinStandardHelpOptions = true)
public final class ServingBenchmark implements Callable<Integer> {

  @Option(names = "--json", paramLabel = "FILE", description = "Write every figure here.")
  private Path json = Path.of("serving.json");

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Rounds; each measures the service beside its references (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Seconds of each stretch of load (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--overload-seconds",
      defaultValue = "60",
      description = "Seconds of overload (${DEFAULT-VALUE}).")
  private int overloadSeconds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Measure these parts only: ${COMPLETION-CANDIDATES}.")
  private Set<Part> only = EnumSet.allOf(Part.class);

  /** What can be measured by itself. */
  enum Part {
    fp32,
    int8,
    lenet5,
    overload,
    start
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getenv().getOrDefault("FOVEA_ROOT", "."));
    Path scratch = Files.createTempDirectory("fovea-bench");
    var stretch = new Stretch(rounds, Duration.ofSeconds(seconds));
    var figures = new ServingFigures();
    BenchStore store = BenchStore.in(root, scratch);
    for (Part part : only) {
      switch (part) {
        case fp32 -> new AlexNetRun(root, store, stretch).measureFloat(figures);
        case int8 -> new AlexNetRun(root, store, stretch).measureInt8(figures);
        case lenet5 -> new LeNetRun(root, store, stretch).measure(figures);
        case overload ->
            new OverloadRun(root, store, Duration.ofSeconds(overloadSeconds)).measure(figures);
        case start -> new StartRun(root, store, rounds).measure(figures);
      }
    }
    ObjectMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    mapper.writeValue(json.toFile(), figures.all());
    figures.all().forEach((name, value) -> System.out.printf("%-32s %s%n", name, value));
    System.out.println("written to " + json);
    return 0;
  }
}
