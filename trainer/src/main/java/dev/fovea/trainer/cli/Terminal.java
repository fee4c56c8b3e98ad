package dev.fovea.trainer.cli;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What standard output is connected to. */
final class Terminal {

  private Terminal() {}

  /** Returns whether a person watches, so that a moving bar makes sense. */
  @SuppressWarnings("SystemConsoleNull") // it is declared to be nullable
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Returns a bar with speed and time left, which shows nothing unless a person watches. */
  static ProgressBar bar(String task, long pictures) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(pictures)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" images", 1)
            .showSpeed();
    if (!isInteractive()) {
      builder.setConsumer(
          new ConsoleProgressBarConsumer(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)));
    }
    return builder.build();
  }
}
