package dev.fovea.trainer.data;

import java.nio.ByteBuffer;

/** Pictures that go through a network together. */
public final class Batch {

  private final ByteBuffer pixels;
  private final long[] labels;

  /** Keeps the arrays. */
  public Batch(ByteBuffer pixels, long[] labels) {
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Returns the pixels, direct, uint8 [images, height, width, channels] from their position, not
   * copied.
   */
  public ByteBuffer pixels() {
    return pixels;
  }

  /** Returns the class of each picture, not copied. */
  public long[] labels() {
    return labels;
  }

  /** Returns how many pictures there are. */
  public int size() {
    return labels.length;
  }
}
