package dev.fovea.vision;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Brings decoded pictures to the pixels a model takes: resize, centre crop, padding.
 *
 * <p>The crop is found in the decoded picture first, as the centred rectangle of whole pixels that
 * the recipe's crop covers there, and that rectangle is scaled in one step straight into the
 * target. So a picture of any proportions costs no more memory than its result. Immutable, safe for
 * use by several threads at once.
 */
public final class Preprocessor {

  private final Preprocessing recipe;

  /** Creates a preprocessor that follows {@code recipe}. */
  public Preprocessor(Preprocessing recipe) {
    Native.load();
    this.recipe = recipe;
  }

  /** Returns what this preprocessor follows. */
  public Preprocessing recipe() {
    return recipe;
  }

  /**
   * Returns the pixels of one picture, uint8 of shape [outputHeight, outputWidth, channels].
   *
   * @param image in the recipe's colours; not closed
   * @throws IllegalArgumentException if the colours differ from the recipe's
   */
  public byte[] apply(DecodedImage image) {
    byte[] pixels = new byte[recipe.outputBytes()];
    apply(image, ByteBuffer.wrap(pixels));
    return pixels;
  }

  /**
   * Writes the pixels of one picture, uint8 of shape [outputHeight, outputWidth, channels], at the
   * target's position and moves the position past them. A direct buffer is written in place.
   *
   * @param image in the recipe's colours; not closed
   * @param target has room for {@link Preprocessing#outputBytes()}
   * @throws IllegalArgumentException if the colours differ from the recipe's, or the room is short
   * @throws ReadOnlyBufferException if the target cannot be written
   */
  public void apply(DecodedImage image, ByteBuffer target) {
    require(image, target);
    int bytes = recipe.outputBytes();
    if (target.isDirect()) {
      try (BytePointer memory = new BytePointer(target)) {
        write(image.mat(), memory);
      }
      target.position(target.position() + bytes);
    } else {
      try (BytePointer memory = new BytePointer(bytes)) {
        write(image.mat(), memory);
        memory.get(target.array(), target.arrayOffset() + target.position(), bytes);
      }
      target.position(target.position() + bytes);
    }
  }

  private void require(DecodedImage image, ByteBuffer target) {
    if (image.color() != recipe.color()) {
      throw new IllegalArgumentException(
          "the picture is %s, the recipe wants %s".formatted(image.color(), recipe.color()));
    }
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    if (target.remaining() < recipe.outputBytes()) {
      throw new IllegalArgumentException(
          "the target has room for %d bytes, the recipe writes %d"
              .formatted(target.remaining(), recipe.outputBytes()));
    }
  }

  private void write(Mat picture, BytePointer memory) {
    int type = picture.type();
    int padding = recipe.padding();
    try (Mat target = new Mat(recipe.outputHeight(), recipe.outputWidth(), type, memory);
        Rect inner = new Rect(padding, padding, recipe.cropWidth(), recipe.cropHeight());
        Rect window = window(picture.cols(), picture.rows());
        Mat source = new Mat(picture, window);
        Mat result = new Mat(target, inner)) {
      if (padding > 0) {
        fill(target);
      }
      Scaling.scale(source, result);
    }
  }

  private void fill(Mat target) {
    try (Scalar value = Scalar.all(recipe.paddingValue());
        Mat level = new Mat(value)) {
      target.setTo(level);
    }
  }

  /** Returns the centred rectangle of the picture that becomes the crop. */
  private Rect window(int width, int height) {
    return switch (recipe.resize()) {
      case Resize.ShorterSide(int pixels) -> {
        double scale = (double) Math.min(width, height) / pixels;
        yield centered(width, height, recipe.cropWidth() * scale, recipe.cropHeight() * scale);
      }
      case Resize.Exact(int toHeight, int toWidth) ->
          centered(
              width,
              height,
              recipe.cropWidth() * (double) width / toWidth,
              recipe.cropHeight() * (double) height / toHeight);
    };
  }

  private static Rect centered(int width, int height, double windowWidth, double windowHeight) {
    int w = Math.clamp(Math.round(windowWidth), 1, width);
    int h = Math.clamp(Math.round(windowHeight), 1, height);
    return new Rect((width - w) / 2, (height - h) / 2, w, h);
  }
}
