package dev.fovea.trainer.cli;

import dev.fovea.trainer.network.NetworkOptions;
import dev.fovea.trainer.network.Networks;
import dev.fovea.trainer.network.Summary;
import dev.fovea.trainer.report.SummaryFields;
import dev.fovea.trainer.report.SummaryTable;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints a network's layers, shapes and counts. */
@Command(
    name = "summary",
    description = "Prints a network's layers, shapes and counts.",
    mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NETWORK",
      description = "lenet5, lenet5-relu, alexnet, alexnet-onetower or cifar-quick.")
  private String name = "";

  @Option(names = "--classes", description = "By default as many as the network's paper has.")
  private Optional<Integer> classes = Optional.empty();

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    NetworkOptions options =
        classes.map(NetworkOptions.NONE::withClasses).orElse(NetworkOptions.NONE);
    Summary summary = Summary.of(Networks.named(name, options));
    System.out.println(json ? json(summary) : SummaryTable.of(summary));
    return 0;
  }

  private static String json(Summary summary) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(SummaryFields.of(summary));
  }
}
