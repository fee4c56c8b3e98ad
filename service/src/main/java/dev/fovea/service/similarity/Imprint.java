package dev.fovea.service.similarity;

import dev.fovea.service.inference.Onlooker;
import dev.fovea.vision.DecodedImage;
import dev.fovea.vision.JpegEncoder;
import java.nio.ByteBuffer;

/** Takes a thumbnail and a hash of the pixels from a picture on its way to the model. */
final class Imprint implements Onlooker {

  private static final JpegEncoder THUMBNAILS = new JpegEncoder(256, 85);

  private volatile byte[] thumbnail = {};
  private volatile String pixels = "";

  @Override
  public void decoded(DecodedImage picture) {
    thumbnail = THUMBNAILS.encode(picture);
  }

  @Override
  public void prepared(ByteBuffer row) {
    pixels = Sha256.of(row);
  }

  /** The thumbnail, a JPEG of at most 256 pixels a side, once the model has answered. */
  byte[] thumbnail() {
    return thumbnail;
  }

  /** The hash of what the model read, once it has answered. */
  String pixels() {
    return pixels;
  }
}
