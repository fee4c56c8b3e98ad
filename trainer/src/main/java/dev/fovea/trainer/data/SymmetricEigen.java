package dev.fovea.trainer.data;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.eigen;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Eigenvectors of a symmetric matrix. */
final class SymmetricEigen {

  private SymmetricEigen() {}

  /** Returns one row an eigenvector, of length the eigenvalue, largest first. */
  static double[][] scaledVectors(double[][] matrix) {
    int size = matrix.length;
    double[] flat = new double[size * size];
    for (int at = 0; at < flat.length; at++) {
      flat[at] = matrix[at / size][at % size];
    }
    try (DoublePointer numbers = new DoublePointer(flat);
        Mat symmetric = new Mat(size, size, CV_64F, numbers);
        Mat values = new Mat();
        Mat vectors = new Mat()) {
      eigen(symmetric, values, vectors);
      double[] eigenvalues = new double[size];
      new DoublePointer(values.data()).get(eigenvalues);
      new DoublePointer(vectors.data()).get(flat);
      double[][] rows = new double[size][size];
      for (int at = 0; at < flat.length; at++) {
        rows[at / size][at % size] = flat[at] * eigenvalues[at / size];
      }
      return rows;
    }
  }
}
