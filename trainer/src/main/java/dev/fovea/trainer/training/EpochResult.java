package dev.fovea.trainer.training;

/**
 * What one epoch measured.
 *
 * @param epoch counted from 1
 * @param trainingLoss mean over its steps
 * @param trainingError share of training pictures that were classified wrongly on their way, 0–1
 * @param loss mean −log p of the right class over the test pictures
 * @param error share of test pictures classified wrongly, 0–1
 * @param learningRate of its last step
 * @param seconds it took
 */
public record EpochResult(
    int epoch,
    double trainingLoss,
    double trainingError,
    double loss,
    double error,
    double learningRate,
    double seconds) {}
