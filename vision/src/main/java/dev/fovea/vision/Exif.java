package dev.fovea.vision;

import dev.fovea.vision.ImageException.UndecodableImage;

/** Finds the orientation in an EXIF block, which is a TIFF file of tags without a picture. */
final class Exif {

  private Exif() {}

  /** Returns the orientation, upright where the block has none or is damaged. */
  static Orientation orientation(Bytes block) {
    try {
      return new TiffDirectory(block)
          .value(TiffDirectory.ORIENTATION)
          .map(Orientation::ofExif)
          .orElse(Orientation.UPRIGHT);
    } catch (UndecodableImage _) {
      // Damaged metadata beside a sound picture is common; viewers show such pictures as stored.
      return Orientation.UPRIGHT;
    }
  }
}
