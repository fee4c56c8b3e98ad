package dev.fovea.service.classify;

/**
 * One class a picture may belong to.
 *
 * @param label the class's name
 * @param index the class's position in the model's labels
 * @param probability 0 to 1
 */
public record Prediction(String label, int index, float probability) {}
