package dev.fovea.trainer.recipe;

import java.util.List;

/**
 * How far a run has come.
 *
 * @param epoch passes over the training pictures, with their fraction
 * @param share of the whole run, 0 to 1
 * @param errors validation error after each epoch, 0 to 1
 */
public record Progress(double epoch, double share, List<Double> errors) {}
