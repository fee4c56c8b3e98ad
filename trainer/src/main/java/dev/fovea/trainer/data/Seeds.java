package dev.fovea.trainer.data;

/** Splits one seed into independent ones. */
public final class Seeds {

  private Seeds() {}

  /** Returns the seed of use {@code number} of a seed: the finaliser of SplitMix64. */
  public static long mix(long seed, long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
