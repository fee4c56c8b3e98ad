package dev.fovea.vision;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Moves uint8 pixels out of OpenCV's matrices. */
final class Mats {

  private Mats() {}

  /** Copies all pixels of {@code mat}, row by row without gaps, into {@code target}. */
  static void copy(Mat mat, byte[] target) {
    try (Mat dense = mat.isContinuous() ? new Mat(mat) : mat.clone();
        BytePointer pixels = dense.data()) {
      pixels.capacity(target.length).get(target);
    }
  }
}
