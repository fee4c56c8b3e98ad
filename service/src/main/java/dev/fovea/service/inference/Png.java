package dev.fovea.service.inference;

import dev.fovea.vision.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Writes a model's pixels as a file that browsers show. */
final class Png {

  private Png() {}

  /**
   * Encodes pixels.
   *
   * @param pixels uint8, shape [outputHeight, outputWidth, channels] of the recipe
   */
  static byte[] encode(byte[] pixels, Preprocessing recipe) {
    int height = recipe.outputHeight();
    int width = recipe.outputWidth();
    BufferedImage image =
        switch (recipe.color()) {
          case GRAY -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
          case RGB -> new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        };
    int[] samples = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      samples[i] = Byte.toUnsignedInt(pixels[i]);
    }
    image.getRaster().setPixels(0, 0, width, height, samples);
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
