package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;
import dev.fovea.trainer.recipe.Augmentation;
import dev.fovea.trainer.recipe.Augmentation.AffineDistortion;
import dev.fovea.trainer.recipe.Augmentation.ColorJitter;
import dev.fovea.trainer.recipe.Augmentation.ColorShift;
import dev.fovea.trainer.recipe.Augmentation.Mirror;
import dev.fovea.trainer.recipe.Augmentation.RandomCrop;
import dev.fovea.trainer.recipe.Augmentation.RandomResizedCrop;
import dev.fovea.trainer.recipe.Augmentation.SaltAndPepper;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Applies the augmentations that change the values of pixels in place. */
final class PixelNoise {

  private final PrincipalColors colors;

  PixelNoise(PrincipalColors colors) {
    this.colors = colors;
  }

  void apply(Augmentation augmentation, ByteBuffer pixels, Shape shape, RandomGenerator random) {
    switch (augmentation) {
      case ColorShift(double deviation) -> shift(pixels, deviation, random);
      case ColorJitter(double strength) -> jitter(pixels, shape, strength, random);
      case SaltAndPepper(double probability) -> invert(pixels, probability, random);
      case RandomCrop _, RandomResizedCrop _, Mirror _, AffineDistortion _ -> {}
    }
  }

  private void shift(ByteBuffer pixels, double deviation, RandomGenerator random) {
    double[] shift = new double[colors.means().length];
    for (double[] component : colors.components()) {
      double draw = random.nextGaussian() * deviation * 255;
      for (int channel = 0; channel < shift.length; channel++) {
        shift[channel] += draw * component[channel];
      }
    }
    int channels = shift.length;
    for (int at = 0; at < pixels.limit(); at++) {
      pixels.put(at, clamp((pixels.get(at) & 0xff) + (float) shift[at % channels]));
    }
  }

  private static void jitter(
      ByteBuffer pixels, Shape shape, double strength, RandomGenerator random) {
    if (shape.channels() != 3) {
      throw new IllegalArgumentException("colour jitter needs RGB pictures, got " + shape);
    }
    float brightness = factor(strength, random);
    float contrast = factor(strength, random);
    float saturation = factor(strength, random);
    float gain = brightness * contrast;
    float offset = brightness * (1 - contrast) * 128;
    for (int at = 0; at < pixels.limit(); at += 3) {
      float red = pixels.get(at) & 0xff;
      float green = pixels.get(at + 1) & 0xff;
      float blue = pixels.get(at + 2) & 0xff;
      float gray = (1 - saturation) * (0.299f * red + 0.587f * green + 0.114f * blue);
      pixels.put(at, clamp(gain * (saturation * red + gray) + offset));
      pixels.put(at + 1, clamp(gain * (saturation * green + gray) + offset));
      pixels.put(at + 2, clamp(gain * (saturation * blue + gray) + offset));
    }
  }

  private static float factor(double strength, RandomGenerator random) {
    return (float) (1 + (2 * random.nextDouble() - 1) * strength);
  }

  private static void invert(ByteBuffer pixels, double probability, RandomGenerator random) {
    for (int at = 0; at < pixels.limit(); at++) {
      if (random.nextDouble() < probability) {
        pixels.put(at, (byte) (255 - (pixels.get(at) & 0xff)));
      }
    }
  }

  private static byte clamp(float sample) {
    return (byte) Math.round(Math.clamp(sample, 0f, 255f));
  }
}
