package dev.fovea.trainer.data;

import java.nio.ByteBuffer;

/** Adds up samples and their products, a channel each. */
final class Moments {

  private final int channels;
  private final double[] sums;
  private final double[][] products;
  private long pixels;

  Moments(int channels) {
    this.channels = channels;
    this.sums = new double[channels];
    this.products = new double[channels][channels];
  }

  /** Adds all pixels of a picture, from the start of the buffer. */
  void add(ByteBuffer picture) {
    for (int at = 0; at < picture.capacity(); at += channels) {
      for (int row = 0; row < channels; row++) {
        int sample = picture.get(at + row) & 0xff;
        sums[row] += sample;
        for (int column = 0; column <= row; column++) {
          products[row][column] += (double) sample * (picture.get(at + column) & 0xff);
        }
      }
    }
    pixels += picture.capacity() / channels;
  }

  double[] means() {
    double[] means = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      means[channel] = sums[channel] / pixels;
    }
    return means;
  }

  /** Returns the covariance of the samples times {@code scale}. */
  double[][] covariance(double scale) {
    double[] means = means();
    double[][] covariance = new double[channels][channels];
    for (int row = 0; row < channels; row++) {
      for (int column = 0; column <= row; column++) {
        double value = products[row][column] / pixels - means[row] * means[column];
        covariance[row][column] = value * scale * scale;
        covariance[column][row] = covariance[row][column];
      }
    }
    return covariance;
  }
}
