package dev.fovea.trainer.training;

import java.time.Duration;

/** Is told how a run goes. */
public interface TrainingListener {

  /** An epoch begins: counted from 1, with this many pictures left in it. */
  void epochBegins(int epoch, int pictures);

  /** A step was made. */
  void stepped(int pictures, double loss, double learningRate, Duration left);

  /** An epoch was measured. */
  void epochEnded(EpochResult result);

  /** A checkpoint was written, or could not be, which the message tells. */
  void checkpointed(String message);
}
