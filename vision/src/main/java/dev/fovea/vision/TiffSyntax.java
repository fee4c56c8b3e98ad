package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;
import dev.fovea.vision.ImageException.UnsupportedImage;

/** Reads the first directory of TIFF 6.0 and checks that its strips or tiles lie in the file. */
final class TiffSyntax implements Syntax {

  @Override
  public ImageHeader read(byte[] bytes) throws ImageException {
    Bytes in = Bytes.bigEndian(bytes);
    TiffDirectory directory = new TiffDirectory(in);
    requireSamples(directory);
    requireParts(in, directory, TiffDirectory.STRIP_OFFSETS, TiffDirectory.STRIP_BYTES);
    requireParts(in, directory, TiffDirectory.TILE_OFFSETS, TiffDirectory.TILE_BYTES);
    long width = required(directory, TiffDirectory.WIDTH, "width");
    long height = required(directory, TiffDirectory.HEIGHT, "height");
    int frames = directory.hasNext() ? 2 : 1;
    return new ImageHeader(ImageFormat.TIFF, width, height, frames, Exif.orientation(in));
  }

  /** Wide samples are refused here, before a decoder takes eight bytes for each. */
  private static void requireSamples(TiffDirectory directory) throws ImageException {
    long bits = directory.value(TiffDirectory.SAMPLE_BITS).orElse(1L);
    long samples = directory.value(TiffDirectory.SAMPLES).orElse(1L);
    if (bits > 16 || samples > 4) {
      throw new UnsupportedImage("TIFF of %d samples of %d bits".formatted(samples, bits));
    }
  }

  private static long required(TiffDirectory directory, int tag, String name)
      throws UndecodableImage {
    long value = directory.value(tag).orElse(0L);
    if (value == 0) {
      throw new UndecodableImage("it states no " + name);
    }
    return value;
  }

  private static void requireParts(Bytes in, TiffDirectory directory, int offsetTag, int bytesTag)
      throws UndecodableImage {
    long[] offsets = directory.values(offsetTag);
    long[] lengths = directory.values(bytesTag);
    for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
      in.require(offsets[i], lengths[i]);
    }
  }
}
