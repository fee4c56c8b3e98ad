package dev.fovea.trainer.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The trainer's command line; {@code ./fovea} hands its commands over to it. */
@Command(
    name = "fovea",
    description = "Trains, measures and exports networks.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      FeaturesCommand.class,
      SummaryCommand.class,
      ExportCommand.class,
      QuantizeCommand.class,
      ImportCommand.class,
      ReportCommand.class,
      ReproduceCommand.class
    },
    mixinStandardHelpOptions = true)
public final class TrainerCli {

  private static final int FAILURE = 1;

  private TrainerCli() {}

  /** Runs one command and exits with its status: 0 done, 1 failed, 2 used wrongly. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its status. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The commands, which say in one line why they failed. */
  static CommandLine commandLine() {
    return withVersion(new CommandLine(new TrainerCli()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(command.getColorScheme().errorText(message(failure)));
          return FAILURE;
        });
  }

  /** What {@code --version} says of the command and of all below it. */
  private static CommandLine withVersion(CommandLine line) {
    String packaged = TrainerCli.class.getPackage().getImplementationVersion();
    line.getCommandSpec().version("fovea " + (packaged == null ? "(not packaged)" : packaged));
    line.getSubcommands().values().forEach(TrainerCli::withVersion);
    return line;
  }

  private static String message(Throwable failure) {
    return "fovea: "
        + switch (failure) {
          case NoSuchFileException missing -> "there is no " + missing.getFile();
          case AccessDeniedException denied -> "no permission for " + denied.getFile();
          case FileAlreadyExistsException there -> there.getFile() + " exists already";
          case NotDirectoryException file -> file.getFile() + " is no folder";
          default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
  }
}
