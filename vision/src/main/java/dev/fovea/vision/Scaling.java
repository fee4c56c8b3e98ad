package dev.fovea.vision;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Scales pixels: averages over the area where a side shrinks, bilinear where it grows. */
final class Scaling {

  private Scaling() {}

  /** Scales {@code source} to the size of {@code target}, into the target's own memory. */
  static void scale(Mat source, Mat target) {
    int width = Math.min(source.cols(), target.cols());
    int height = Math.min(source.rows(), target.rows());
    if (width == target.cols() && height == target.rows()) {
      resize(source, target, opencv_imgproc.INTER_AREA);
    } else if (width == source.cols() && height == source.rows()) {
      resize(source, target, opencv_imgproc.INTER_LINEAR);
    } else {
      try (Mat between = new Mat(height, width, source.type())) {
        resize(source, between, opencv_imgproc.INTER_AREA);
        resize(between, target, opencv_imgproc.INTER_LINEAR);
      }
    }
  }

  private static void resize(Mat source, Mat target, int interpolation) {
    try (Size size = target.size()) {
      opencv_imgproc.resize(source, target, size, 0, 0, interpolation);
    }
  }
}
