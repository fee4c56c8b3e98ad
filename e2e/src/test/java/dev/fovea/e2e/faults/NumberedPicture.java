package dev.fovea.e2e.faults;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * A grey picture of 8×8 pixels for each number: the number itself, then noise that grows from it.
 * No two are alike, and near numbers are not near pictures.
 *
 * @param number which one
 */
record NumberedPicture(long number) {

  static final int SIDE = 8;

  static {
    ImageIO.setUseCache(false);
  }

  /** Returns its pixels, 0 to 255, row by row. */
  int[] pixels() {
    byte[] bytes = new byte[SIDE * SIDE];
    new SplittableRandom(number).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(number);
    int[] pixels = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      pixels[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return pixels;
  }

  /** Returns it as a PNG. */
  byte[] png() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, SIDE, SIDE, 0, pixels());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
