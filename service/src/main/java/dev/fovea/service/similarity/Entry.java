package dev.fovea.service.similarity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One image as it is stored: what is known of it, its features and its pictures. */
public final class Entry {

  private final IndexedImage image;
  private final float[] features;
  private final byte[] thumbnail;
  private final byte @Nullable [] original;

  /**
   * Takes the arrays without copying them; the caller no longer changes them.
   *
   * @param features shape {@code [dimension]}, finite
   * @param thumbnail a JPEG
   * @param original the uploaded bytes, or null if they are not kept
   */
  public Entry(IndexedImage image, float[] features, byte[] thumbnail, byte @Nullable [] original) {
    for (float feature : features) {
      if (!Float.isFinite(feature)) {
        throw new IllegalArgumentException(
            "features of image %s hold %s".formatted(image.id(), feature));
      }
    }
    this.image = image;
    this.features = features;
    this.thumbnail = thumbnail;
    this.original = original;
  }

  /** What is known of the image. */
  public IndexedImage image() {
    return image;
  }

  /** The features, shape {@code [dimension]}; not a copy. */
  public float[] features() {
    return features;
  }

  /** The thumbnail, a JPEG; not a copy. */
  public byte[] thumbnail() {
    return thumbnail;
  }

  /** The uploaded bytes, if the collection keeps them; not a copy. */
  public Optional<byte[]> original() {
    return Optional.ofNullable(original);
  }
}
