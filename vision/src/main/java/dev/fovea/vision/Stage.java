package dev.fovea.vision;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.vision.ImageException.UndecodableImage;
import dev.fovea.vision.ImageException.UnsupportedImage;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Owns the matrix that a picture is at the moment, and frees each one that a step replaces. */
final class Stage implements AutoCloseable {

  private Mat mat;

  private Stage(Mat mat) {
    this.mat = mat;
  }

  /**
   * Decodes bytes to whatever OpenCV makes of them: 1 to 4 channels, any depth.
   *
   * @throws UndecodableImage if OpenCV gives up, or a codec complains of lost pixels
   */
  @MustBeClosed
  static Stage decode(byte[] bytes, ImageFormat format, int flags) throws UndecodableImage {
    NativeMessages.listen();
    Mat decoded = imdecode(bytes, flags);
    String heard = NativeMessages.heard();
    Optional<String> fault = fault(decoded, format, heard, bytes);
    if (fault.isPresent()) {
      decoded.close();
      throw new UndecodableImage(fault.get());
    }
    return new Stage(decoded);
  }

  private static Mat imdecode(byte[] bytes, int flags) {
    try (BytePointer copy = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, copy)) {
      return opencv_imgcodecs.imdecode(encoded, flags);
    } catch (RuntimeException _) {
      // A cv::Exception: OpenCV's way to say the same as by an empty matrix.
      return new Mat();
    }
  }

  private static Optional<String> fault(
      Mat decoded, ImageFormat format, String heard, byte[] bytes) {
    if (decoded.empty()) {
      return Optional.of("its pixels cannot be decoded");
    }
    return CodecWarnings.fault(format, heard, bytes);
  }

  /**
   * Checks that the decoder made the picture that the header promised.
   *
   * @throws UndecodableImage if it did not
   */
  void requireSize(long width, long height) throws UndecodableImage {
    if (mat.cols() != width || mat.rows() != height) {
      throw new UndecodableImage(
          "its header states %d x %d pixels, its contents %d x %d"
              .formatted(width, height, mat.cols(), mat.rows()));
    }
  }

  /** Brings 16-bit samples down to 8 bits; 65,535 becomes 255. */
  void narrow() throws UnsupportedImage {
    switch (mat.depth()) {
      case opencv_core.CV_8U -> {}
      case opencv_core.CV_16U -> {
        Mat narrow = new Mat();
        mat.convertTo(narrow, opencv_core.CV_8U, 1 / 257.0, 0);
        become(narrow);
      }
      default -> throw new UnsupportedImage("samples that are not unsigned 8 or 16-bit integers");
    }
  }

  /** Lays a picture with an alpha channel on a grey background. */
  void flatten(int background) {
    if (mat.channels() == 4) {
      become(Alpha.flatten(mat, background));
    }
  }

  /** Changes from grey, or colours with blue first, to the channels wanted. */
  void convert(ColorMode color) {
    boolean gray = mat.channels() == 1;
    int code =
        switch (color) {
          case GRAY -> gray ? -1 : opencv_imgproc.COLOR_BGR2GRAY;
          case RGB -> gray ? opencv_imgproc.COLOR_GRAY2RGB : opencv_imgproc.COLOR_BGR2RGB;
        };
    if (code >= 0) {
      Mat converted = new Mat();
      opencv_imgproc.cvtColor(mat, converted, code);
      become(converted);
    }
  }

  /** Turns the picture upright. */
  void turn(Orientation orientation) {
    switch (orientation) {
      case UPRIGHT -> {}
      case MIRRORED -> flip(1);
      case TURNED -> flip(-1);
      case FLIPPED -> flip(0);
      case TRANSPOSED -> transpose();
      case TURN_RIGHT -> {
        transpose();
        flip(1);
      }
      case TRANSVERSED -> {
        transpose();
        flip(-1);
      }
      case TURN_LEFT -> {
        transpose();
        flip(0);
      }
    }
  }

  private void flip(int axis) {
    Mat flipped = new Mat();
    opencv_core.flip(mat, flipped, axis);
    become(flipped);
  }

  private void transpose() {
    Mat transposed = new Mat();
    opencv_core.transpose(mat, transposed);
    become(transposed);
  }

  private void become(Mat next) {
    mat.close();
    mat = next;
  }

  /** Hands the matrix over to the caller, who closes it. */
  Mat release() {
    Mat released = mat;
    mat = new Mat();
    return released;
  }

  @Override
  public void close() {
    mat.close();
  }
}
