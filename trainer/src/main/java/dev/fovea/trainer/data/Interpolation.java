package dev.fovea.trainer.data;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import dev.fovea.trainer.network.Shape;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Takes each pixel of a result from between four pixels of a source. A source that is smaller than
 * the result lies on black; of a larger one the edge goes on, so that crops have no dark rim.
 */
final class Interpolation {

  private Interpolation() {}

  /**
   * Fills a result.
   *
   * @param pixels direct, the source from its position
   * @param warp from pixels of the result to those of the source
   * @param written direct, as large as the result
   */
  static void apply(ByteBuffer pixels, Shape source, Warp warp, ByteBuffer written, Shape result) {
    int type = CV_8UC(result.channels());
    boolean smaller = source.width() < result.width() || source.height() < result.height();
    int border = smaller ? BORDER_CONSTANT : BORDER_REPLICATE;
    try (BytePointer from = new BytePointer(pixels);
        BytePointer to = new BytePointer(written);
        Mat in = new Mat(source.height(), source.width(), type, from);
        Mat out = new Mat(result.height(), result.width(), type, to);
        DoublePointer numbers =
            new DoublePointer(warp.a(), warp.b(), warp.c(), warp.d(), warp.e(), warp.f());
        Mat map = new Mat(2, 3, CV_64F, numbers);
        Size size = new Size(result.width(), result.height());
        Scalar black = new Scalar(0)) {
      warpAffine(in, out, map, size, INTER_LINEAR | WARP_INVERSE_MAP, border, black);
    }
  }
}
