package dev.fovea.trainer.reproduce;

import dev.fovea.trainer.training.EpochResult;
import dev.fovea.trainer.training.TrainingListener;
import java.time.Duration;

/** Prints a line an epoch, so that a long experiment is seen to move. */
record LineListener(String experiment) implements TrainingListener {

  @Override
  public void epochBegins(int epoch, int pictures) {}

  @Override
  public void stepped(int pictures, double loss, double learningRate, Duration left) {}

  @Override
  public void epochEnded(EpochResult result) {
    System.err.printf(
        "%s: epoch %d, training error %.1f %%, test error %.2f %%, %.0f s%n",
        experiment,
        result.epoch(),
        100 * result.trainingError(),
        100 * result.error(),
        result.seconds());
  }

  @Override
  public void checkpointed(String message) {}
}
