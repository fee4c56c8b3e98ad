package dev.fovea.vision;

/** The colour channels of a decoded picture. */
public enum ColorMode {
  /** One channel, luma by ITU-R BT.601. */
  GRAY(1),
  /** Three channels, red first. */
  RGB(3);

  private final int channels;

  ColorMode(int channels) {
    this.channels = channels;
  }

  /** Returns the number of samples a pixel has. */
  public int channels() {
    return channels;
  }
}
