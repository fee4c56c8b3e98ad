package dev.fovea.trainer.cli;

import dev.fovea.trainer.training.EpochResult;
import dev.fovea.trainer.training.TrainingListener;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows a run on the terminal: a bar an epoch, a line a result. */
final class ConsoleListener implements TrainingListener {

  private @Nullable ProgressBar bar;

  @Override
  public void epochBegins(int epoch, int pictures) {
    bar = Terminal.bar("epoch " + epoch, pictures);
  }

  @Override
  public void stepped(int pictures, double loss, double learningRate, Duration left) {
    if (bar != null) {
      bar.stepBy(pictures);
      bar.setExtraMessage(" loss %.4f, run ends in %s".formatted(loss, text(left)));
    }
  }

  @Override
  public void epochEnded(EpochResult result) {
    closeBar();
    System.out.printf(
        Locale.ROOT,
        "epoch %d: training loss %.4f, error %.2f %%; test loss %.4f, error %.2f %%; rate %.2g; %.0f s%n",
        result.epoch(),
        result.trainingLoss(),
        100 * result.trainingError(),
        result.loss(),
        100 * result.error(),
        result.learningRate(),
        result.seconds());
  }

  @Override
  public void checkpointed(String message) {
    if (bar != null) {
      bar.setExtraMessage(" " + message);
    }
  }

  private static String text(Duration left) {
    return "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
