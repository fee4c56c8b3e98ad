package dev.fovea.trainer.training;

import dev.fovea.trainer.torch.TorchModel;

/**
 * What the steps of one epoch add up to.
 *
 * @param loss sum over the pictures
 * @param correct pictures classified rightly on their way
 * @param pictures trained on
 * @param learningRate of the last step
 */
public record Totals(double loss, long correct, long pictures, double learningRate) {

  static final Totals NONE = new Totals(0, 0, 0, 0);

  Totals plus(TorchModel.Step step, int size, double rate) {
    return new Totals(loss + step.loss() * size, correct + step.correct(), pictures + size, rate);
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
