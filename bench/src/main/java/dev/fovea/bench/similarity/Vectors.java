package dev.fovea.bench.similarity;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Vectors as the last hidden layer of a classifier gives them: around one center a class, never
 * negative, most values zero, and each within a subspace of far fewer dimensions than it has.
 */
final class Vectors {

  private static final int CLASSES = 1_000;
  private static final int INTRINSIC = 24;
  private static final float CENTER = 1.5f;
  private static final float SPREAD = 0.35f;
  private static final float NOISE = 0.25f;
  private static final float BIAS = -1;

  private final int dimension;
  private final float[][] centers;
  private final float[][] directions;

  Vectors(int dimension, long seed) {
    this.dimension = dimension;
    Random random = new Random(seed);
    this.centers = drawn(CLASSES, CENTER, random);
    this.directions = drawn(INTRINSIC, SPREAD, random);
  }

  /** Vectors first to first + count of one endless sequence. */
  float[][] draw(int first, int count) {
    return IntStream.range(first, first + count)
        .parallel()
        .mapToObj(this::vector)
        .toArray(float[][]::new);
  }

  private float[] vector(int number) {
    Random random = new Random(number);
    float[] vector = centers[random.nextInt(CLASSES)].clone();
    for (float[] direction : directions) {
      float weight = (float) random.nextGaussian();
      for (int d = 0; d < dimension; d++) {
        vector[d] += weight * direction[d];
      }
    }
    for (int d = 0; d < dimension; d++) {
      float value = vector[d] + BIAS + NOISE * (float) random.nextGaussian();
      vector[d] = Math.max(0, value);
    }
    return vector;
  }

  private float[][] drawn(int count, float deviation, Random random) {
    float[][] all = new float[count][dimension];
    for (float[] vector : all) {
      for (int d = 0; d < dimension; d++) {
        vector[d] = deviation * (float) random.nextGaussian();
      }
    }
    return all;
  }
}
