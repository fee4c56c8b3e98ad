package dev.fovea.trainer.recipe;

import dev.fovea.trainer.network.Network;
import dev.fovea.trainer.network.Shape;
import dev.fovea.vision.ColorMode;
import dev.fovea.vision.Preprocessing;
import dev.fovea.vision.Resize;

/** How pictures of any size become what a network takes. */
public final class Pictures {

  private static final int WHITE = 255;
  private static final int BLACK = 0;
  private static final int PHOTOGRAPH = 64;

  private Pictures() {}

  /**
   * Returns how a picture is brought to a network that is served. Photographs keep the margin of
   * the paper, 224 of 256 pixels; digits fill 28 pixels and LeNet-5 pads them to 32.
   */
  public static Preprocessing served(Network network) {
    Shape input = network.input();
    if (input.height() < PHOTOGRAPH) {
      int padding = input.channels() == 1 && input.height() == 32 ? 2 : 0;
      return preprocessing(
          input, input.height() - 2 * padding, input.height() - 2 * padding, padding);
    }
    return preprocessing(input, input.height() * 8 / 7, input.height(), 0);
  }

  /**
   * Returns how a training picture is brought to the square that random crops are taken of; small
   * pictures of which nothing is to be cropped are brought as they are served.
   */
  public static Preprocessing stored(Network network, int side) {
    Shape input = network.input();
    return side == input.height() && side < PHOTOGRAPH
        ? served(network)
        : preprocessing(input, side, side, 0);
  }

  /** Returns the side that training pictures are kept at: 256 for 224, as in the paper. */
  public static int storedSide(Network network) {
    int side = network.input().height();
    return side < PHOTOGRAPH ? side : side * 8 / 7;
  }

  private static Preprocessing preprocessing(Shape input, int side, int crop, int padding) {
    boolean gray = input.channels() == 1;
    return new Preprocessing(
        gray ? ColorMode.GRAY : ColorMode.RGB,
        gray ? BLACK : WHITE,
        new Resize.ShorterSide(side),
        crop,
        crop,
        padding,
        BLACK);
  }
}
