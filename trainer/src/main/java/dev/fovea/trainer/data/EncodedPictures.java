package dev.fovea.trainer.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import dev.fovea.trainer.evaluate.TestPictures;
import dev.fovea.trainer.network.Shape;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures that lie on disk as bare pixels, encoded as PNG files when they are asked for. */
final class EncodedPictures implements TestPictures {

  private final LabeledImages images;

  EncodedPictures(LabeledImages images) {
    this.images = images;
  }

  /** Returns the bare pixels. */
  LabeledImages images() {
    return images;
  }

  /** Returns whether bringing the pictures to this form would leave the pixels as they are. */
  boolean isAlready(Preprocessing form) {
    Shape shape = images.shape();
    boolean unscaled =
        switch (form.resize()) {
          case Resize.ShorterSide(int side) -> Math.min(shape.height(), shape.width()) == side;
          case Resize.Exact(int height, int width) ->
              height == shape.height() && width == shape.width();
        };
    return unscaled
        && shape.equals(new Shape(form.color().channels(), form.cropHeight(), form.cropWidth()));
  }

  @Override
  public List<String> classes() {
    return images.classes();
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String name(int index) {
    return "picture " + index;
  }

  @Override
  public int label(int index) {
    return images.label(index);
  }

  @Override
  public byte[] encoded(int index) throws IOException {
    Shape shape = images.shape();
    ByteBuffer pixels = ByteBuffer.allocateDirect(shape.size());
    images.read(index, pixels);
    try (BytePointer pointer = new BytePointer(pixels.flip());
        Mat picture = new Mat(shape.height(), shape.width(), CV_8UC(shape.channels()), pointer);
        BytePointer encoded = new BytePointer()) {
      if (shape.channels() == 3) {
        cvtColor(picture, picture, COLOR_RGB2BGR);
      }
      imencode(".png", picture, encoded);
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
