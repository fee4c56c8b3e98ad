package dev.fovea.vision;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Draws pictures that no codec can compress, so that every byte of a file carries pixels. */
final class Noise {

  private Noise() {}

  /** Returns the same RGB noise for the same size. */
  static BufferedImage picture(int width, int height) {
    Random random = new Random(1);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, random.nextInt());
      }
    }
    return picture;
  }
}
