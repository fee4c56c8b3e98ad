package dev.fovea.trainer.publication;

import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.torch.TorchModel;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Drawn inputs, and what a network answered to them. */
public final class Golden {

  private final int count;
  private final ByteBuffer pixels;
  private final float[] probabilities;
  private final float[] features;

  /** Keeps the arrays. */
  public Golden(int count, ByteBuffer pixels, float[] probabilities, float[] features) {
    this.count = count;
    this.pixels = pixels;
    this.probabilities = probabilities;
    this.features = features;
  }

  /** Returns how many inputs there are. */
  public int count() {
    return count;
  }

  /** Returns the inputs, uint8 [count, height, width, channels]. */
  public ByteBuffer pixels() {
    return pixels;
  }

  /** Returns the probabilities, row-major [count, classes], not copied. */
  public float[] probabilities() {
    return probabilities;
  }

  /** Returns the features, row-major [count, d], not copied. */
  public float[] features() {
    return features;
  }

  private static final int COUNT = 4;
  private static final long SEED = 1998;

  /** Draws the inputs and asks the network in training. */
  public static Golden of(TorchModel model) {
    ByteBuffer pixels = draw(model.network().input());
    TorchModel.Answer answer = model.answer(pixels, COUNT);
    return new Golden(COUNT, pixels, answer.probabilities(), answer.features());
  }

  /**
   * Draws soft blobs on black: smooth, as pictures are, so that networks answer with confidence and
   * not at the edge between two classes.
   */
  static ByteBuffer draw(Shape shape) {
    SplittableRandom random = new SplittableRandom(SEED);
    ByteBuffer pixels = ByteBuffer.allocateDirect(COUNT * shape.size());
    for (int picture = 0; picture < COUNT; picture++) {
      double centerY = shape.height() * random.nextDouble(0.3, 0.7);
      double centerX = shape.width() * random.nextDouble(0.3, 0.7);
      double spread = shape.height() * random.nextDouble(0.1, 0.3);
      for (int at = 0; at < shape.size(); at++) {
        int x = at / shape.channels() % shape.width();
        int y = at / shape.channels() / shape.width();
        double distance = Math.hypot(x - centerX, y - centerY) / spread;
        pixels.put((byte) (255 * Math.exp(-distance * distance) * random.nextDouble(0.8, 1)));
      }
    }
    return pixels.flip();
  }
}
