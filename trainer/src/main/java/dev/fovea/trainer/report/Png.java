package dev.fovea.trainer.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Turns drawings into the bytes of a PNG file. */
final class Png {

  private Png() {}

  static byte[] of(Chart<?, ?> chart) {
    return of(BitmapEncoder.getBufferedImage(chart));
  }

  static byte[] of(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be encoded in memory", e);
    }
    return bytes.toByteArray();
  }
}
