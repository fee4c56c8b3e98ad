package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.recipe.Augmentation.SaltAndPepper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Pictures centred in a frame and changed by a given amount, to see what a network bears. */
public final class Transformed {

  private final LabeledImages images;
  private final Shape frame;
  private final ByteBuffer source;

  /** Prepares to change pictures; those smaller than the frame get a black margin. */
  public Transformed(LabeledImages images, Shape frame) {
    this.images = images;
    this.frame = frame;
    this.source = ByteBuffer.allocateDirect(images.shape().size());
  }

  /** Writes a picture rotated about its centre. */
  public void rotate(int index, double radians, ByteBuffer target) throws IOException {
    write(index, about(Math.cos(radians), Math.sin(radians), 0), target);
  }

  /** Writes a picture scaled about its centre. */
  public void scale(int index, double factor, ByteBuffer target) throws IOException {
    write(index, about(1 / factor, 0, 0), target);
  }

  /** Writes a picture moved to the right. */
  public void shift(int index, double pixels, ByteBuffer target) throws IOException {
    write(index, about(1, 0, -pixels), target);
  }

  /** Writes a picture of which each pixel is inverted with this probability, drawn by a seed. */
  public void invert(int index, double probability, ByteBuffer target) throws IOException {
    ByteBuffer written = target.slice(target.position(), frame.size());
    write(index, Warp.IDENTITY, target);
    new PixelNoise(new PrincipalColors(new double[0], new double[0][]))
        .apply(new SaltAndPepper(probability), written, frame, new SplittableRandom(index));
  }

  private Warp about(double cosine, double sine, double shiftX) {
    return Warp.about(
        (frame.width() - 1) / 2.0,
        (frame.height() - 1) / 2.0,
        cosine,
        sine,
        -sine,
        cosine,
        shiftX,
        0);
  }

  private void write(int index, Warp change, ByteBuffer target) throws IOException {
    images.read(index, source.clear());
    Interpolation.apply(
        source.flip(),
        images.shape(),
        Warp.center(images.shape(), frame).after(change),
        target.slice(target.position(), frame.size()),
        frame);
    target.position(target.position() + frame.size());
  }
}
