package dev.fovea.vision;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Lays pixels with an alpha channel on a background. */
final class Alpha {

  private Alpha() {}

  /**
   * Returns an opaque copy: each sample is mixed with the background by its pixel's alpha and
   * rounded to the nearest level.
   *
   * @param mat uint8 of 4 channels, alpha last and not premultiplied; not kept
   */
  static Mat flatten(Mat mat, int background) {
    Mat opaque = new Mat(mat.rows(), mat.cols(), opencv_core.CV_8UC3);
    byte[] from = new byte[mat.cols() * 4];
    byte[] to = new byte[mat.cols() * 3];
    for (int y = 0; y < mat.rows(); y++) {
      row(mat, y).get(from);
      mix(from, to, background);
      row(opaque, y).put(to);
    }
    return opaque;
  }

  private static void mix(byte[] from, byte[] to, int background) {
    for (int x = 0; x < to.length / 3; x++) {
      int alpha = from[4 * x + 3] & 0xFF;
      int rest = (255 - alpha) * background + 127;
      for (int c = 0; c < 3; c++) {
        to[3 * x + c] = (byte) (((from[4 * x + c] & 0xFF) * alpha + rest) / 255);
      }
    }
  }

  private static ByteBuffer row(Mat mat, int y) {
    return mat.ptr(y).capacity((long) mat.cols() * mat.channels()).asByteBuffer();
  }
}
