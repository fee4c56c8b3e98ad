package dev.fovea.trainer.training;

import dev.fovea.trainer.torch.TorchModel;

/** Adds up the steps of an epoch. */
final class Totals {

  private double loss;
  private long correct;
  private long pictures;
  private double learningRate;

  void add(TorchModel.Step step, int size, double rate) {
    loss += step.loss() * size;
    correct += step.correct();
    pictures += size;
    learningRate = rate;
  }

  EpochResult result(int epoch, Accuracy accuracy, double seconds) {
    return new EpochResult(
        epoch,
        loss / pictures,
        1 - (double) correct / pictures,
        accuracy.loss(),
        accuracy.error(),
        learningRate,
        seconds);
  }
}
