package dev.fovea.trainer.torch;

/**
 * One step of stochastic gradient descent by the rule of Krizhevsky et al. 2012, section 5: v ←
 * momentum · v − weightDecay · rate · w − rate · gradient; w ← w + v. The velocity keeps the rate
 * it was made with, so after a change of rate it differs from libraries that scale it afterwards.
 *
 * @param learningRate positive
 * @param momentum 0 up to, not including, 1
 * @param weightDecay not negative; biases do not decay
 */
public record Descent(double learningRate, double momentum, double weightDecay) {}
