package dev.fovea.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
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
      "the same command goes on where it was: what is stored already is not sent again."
    },
    exitCodeOnExecutionException = 1)
public final class IndexCommand implements Callable<Integer> {

  private static final Duration RETRY = Duration.ofSeconds(2);

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
      description = {
        "holds the key that the service asks for, if it asks for one;",
        "without it, the key is what FOVEA_API_KEY says"
      })
  private @Nullable Path tokenFile;

  @Option(names = "--no-labels", description = "leave pictures without labels")
  private boolean unlabelled;

  @Option(
      names = "--replace",
      description = {
        "the collection holds these pictures and no others afterwards, bound to --model;",
        "until all are in, it is searched as it was"
      })
  private boolean replace;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = Shard.Converter.class,
      description = "send only share I of N of the folder, I from 0: for several at once")
  private Shard shard = Shard.ALL;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "how long to wait for a service that went away (default: ${DEFAULT-VALUE})")
  private int patience;

  /** Filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  IndexCommand() {}

  /** Runs the command and exits with 0, or 1 if it failed, or 2 if it was called wrongly. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command, which says in one line why it failed. */
  static CommandLine commandLine() {
    String packaged = IndexCommand.class.getPackage().getImplementationVersion();
    CommandLine line = new CommandLine(new IndexCommand());
    line.getCommandSpec().version("fovea " + (packaged == null ? "(not packaged)" : packaged));
    return line.setExecutionExceptionHandler((failure, failed, _) -> {
      failed.getErr().println("fovea index: " + failure.getMessage());
      return failed.getCommandSpec().exitCodeOnExecutionException();
    });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (replace && !shard.equals(Shard.ALL)) {
      throw new IOException("--replace needs the whole folder; leave out --shard");
    }
    PictureFolder pictures = new PictureFolder(folder, shard);
    Service service = new Service(url, token());
    Service.Report report;
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(collection)
            .setInitialMax(pictures.files().size())
            .setUnit(" pictures", 1)
            .showSpeed()
            .setUpdateIntervalMillis(250)
            .build()) {
      report = loadPatiently(service, pictures, bar);
      bar.stepTo(pictures.files().size());
    }
    print(report, pictures.unreadable());
    return 0;
  }

  /** Goes on with what is missing when the service went away meanwhile. */
  private Service.Report loadPatiently(Service service, PictureFolder pictures, ProgressBar bar)
      throws IOException, InterruptedException {
    Patience left = new Patience(Duration.ofSeconds(patience));
    while (true) {
      long start = System.nanoTime();
      try {
        return load(service, pictures, bar);
      } catch (Service.Away away) {
        if (!left.lastsAfter(Duration.ofNanos(System.nanoTime() - start), away)) {
          throw away;
        }
        bar.setExtraMessage("waiting: " + away.getMessage());
        Thread.sleep(RETRY);
      }
    }
  }

  private Service.Report load(Service service, PictureFolder pictures, ProgressBar bar)
      throws IOException, InterruptedException {
    String id = "index-" + UUID.randomUUID();
    var order = new Service.Order(collection, id, Optional.ofNullable(model), !unlabelled, replace);
    List<Path> missing = new MissingPictures(service, pictures).forOrder(order);
    int stored = pictures.files().size() - missing.size();
    if (missing.isEmpty() && stored > 0) {
      return Service.Report.nothing(stored);
    }
    Thread watcher = watch(service, id, stored, bar);
    try {
      return service.load(order, new FolderArchive(pictures, missing)).beside(stored);
    } finally {
      watcher.interrupt();
      watcher.join();
    }
  }

  private Optional<String> token() throws IOException {
    return tokenFile == null
        ? Optional.ofNullable(System.getenv("FOVEA_API_KEY")).filter(key -> !key.isBlank())
        : Optional.of(Files.readString(tokenFile).strip());
  }

  private static Thread watch(Service service, String id, int stored, ProgressBar bar) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              Thread.sleep(500);
              service
                  .progress(id)
                  .ifPresent(it -> bar.stepTo(stored + it.files()).setExtraMessage(""));
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void print(Service.Report report, List<Service.Refusal> unreadable) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d indexed, %d stored already, %d refused, in %.1f s%n",
        report.indexed(),
        report.unchanged(),
        report.refused() + unreadable.size(),
        report.seconds());
    unreadable.forEach(it -> out.printf("  %s: %s%n", it.path(), it.reason()));
    report.refusals().forEach(it -> out.printf("  %s: %s%n", it.path(), it.reason()));
    long unlisted = report.refused() - report.refusals().size();
    if (unlisted > 0) {
      out.printf("  and %d more%n", unlisted);
    }
    out.flush();
  }
}
