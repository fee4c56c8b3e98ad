package dev.fovea.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a folder of pictures to a collection of a running service. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a folder of pictures to a collection of a running service.",
      "A picture's id is its path, its label the folder that it is in. Interrupted on either side,",
      "the same command goes on where it was: what is stored already is passed over."
    },
    exitCodeOnExecutionException = 1)
public final class IndexCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of pictures, read with all below it")
  private Path folder;

  @Option(names = "--collection", required = true, description = "name of the collection")
  private String collection;

  @Option(names = "--model", description = "makes the collection if there is none")
  private @Nullable String model;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "the service (default: ${DEFAULT-VALUE})")
  private URI url;

  @Option(
      names = "--token-file",
      description = "holds the key that the service asks for, if it asks for one")
  private @Nullable Path tokenFile;

  @Option(names = "--no-labels", description = "leave pictures without labels")
  private boolean unlabelled;

  /** Filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  IndexCommand() {}

  /** Runs the command and exits with 0, or 1 if it failed, or 2 if it was called wrongly. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new IndexCommand());
    command.setExecutionExceptionHandler((failure, line, _) -> {
      line.getErr().println("fovea index: " + failure.getMessage());
      return line.getCommandSpec().exitCodeOnExecutionException();
    });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> files = files();
    Service service = new Service(url, token());
    String id = "index-" + UUID.randomUUID();
    Service.Report report;
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(collection)
            .setInitialMax(files.size())
            .setUnit(" pictures", 1)
            .showSpeed()
            .setUpdateIntervalMillis(250)
            .build()) {
      Thread watcher = watch(service, id, bar);
      try {
        FolderArchive archive = new FolderArchive(folder, files);
        report = service.load(collection, id, Optional.ofNullable(model), !unlabelled, archive);
        bar.stepTo(report.files());
      } finally {
        watcher.interrupt();
        watcher.join();
      }
    }
    print(report);
    return 0;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("%s is no folder".formatted(folder));
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private Optional<String> token() throws IOException {
    return tokenFile == null ? Optional.empty() : Optional.of(Files.readString(tokenFile).strip());
  }

  private static Thread watch(Service service, String id, ProgressBar bar) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              Thread.sleep(500);
              service.progress(id).ifPresent(it -> bar.stepTo(it.files()));
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void print(Service.Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d indexed, %d stored already, %d refused, in %.1f s%n",
        report.indexed(), report.unchanged(), report.refused(), report.seconds());
    report.refusals().forEach(it -> out.printf("  %s: %s%n", it.path(), it.reason()));
    long unlisted = report.refused() - report.refusals().size();
    if (unlisted > 0) {
      out.printf("  and %d more%n", unlisted);
    }
  }
}
