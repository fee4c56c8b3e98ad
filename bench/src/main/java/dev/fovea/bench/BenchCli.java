package dev.fovea.bench;

import dev.fovea.bench.serving.ServingBenchmark;
import dev.fovea.bench.similarity.SimilarityBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code ./fovea bench}. */
@Command(
    name = "bench",
    description = "Measures Fovea as ratios to reference points of the same run.",
    mixinStandardHelpOptions = true,
    subcommands = {ServingBenchmark.class, SimilarityBenchmark.class})
public final class BenchCli {

  private BenchCli() {}

  /** Runs the benchmark that the arguments name and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchCli()).execute(arguments));
  }
}
