package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How the colours of a training set vary: mean and principal components of its pixels. */
public final class PrincipalColors {

  private final double[] means;
  private final double[][] components;

  /** Keeps the arrays. */
  public PrincipalColors(double[] means, double[][] components) {
    this.means = means;
    this.components = components;
  }

  /** Returns the mean of each channel, 0–255, not copied. */
  public double[] means() {
    return means;
  }

  /**
   * Returns one row a component, largest first: a direction of length 1 times the eigenvalue of the
   * covariance of samples on the 0–1 scale, as the paper has it; not copied.
   */
  public double[][] components() {
    return components;
  }

  private static final int PICTURES = 2_000;

  /**
   * Measures about two thousand pictures, evenly picked. Unreadable ones are left out.
   *
   * @param images one or three channels
   */
  public static PrincipalColors of(LabeledImages images) {
    Shape shape = images.shape();
    Moments moments = new Moments(shape.channels());
    ByteBuffer pixels = ByteBuffer.allocateDirect(shape.size());
    int step = Math.max(1, images.size() / PICTURES);
    for (int index = 0; index < images.size(); index += step) {
      try {
        images.read(index, pixels.clear());
      } catch (IOException _) {
        continue;
      }
      moments.add(pixels);
    }
    return new PrincipalColors(
        moments.means(), SymmetricEigen.scaledVectors(moments.covariance(1.0 / 255)));
  }
}
