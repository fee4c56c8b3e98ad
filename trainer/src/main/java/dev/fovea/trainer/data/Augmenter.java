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
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Applies a recipe's augmentations. All that move pixels become one affine map and one
 * interpolation; those that change values follow. Thread-safe.
 */
public final class Augmenter {

  private final List<Augmentation> augmentations;
  private final Shape source;
  private final Shape result;
  private final PixelNoise noise;

  /**
   * Creates one for pictures of a shape.
   *
   * @param source of the pictures that are read
   * @param result of the network's input; same channels
   * @param colors of the training pictures, used by colour shifts
   */
  public Augmenter(
      List<Augmentation> augmentations, Shape source, Shape result, PrincipalColors colors) {
    this.augmentations = List.copyOf(augmentations);
    this.source = source;
    this.result = result;
    this.noise = new PixelNoise(colors);
  }

  /** Returns the shape of augmented pictures. */
  public Shape result() {
    return result;
  }

  /**
   * Writes one augmented picture, uint8 [height, width, channels], at the position of {@code
   * target}.
   *
   * @param pixels direct, the source picture from its position
   * @param target direct
   */
  public void apply(ByteBuffer pixels, ByteBuffer target, RandomGenerator random) {
    Warp warp = Warp.center(source, result);
    for (Augmentation augmentation : augmentations) {
      warp =
          switch (augmentation) {
            case RandomCrop() -> randomCrop(random);
            case RandomResizedCrop crop -> randomResizedCrop(crop, random);
            case Mirror() -> random.nextBoolean() ? warp.after(Warp.mirror(result.width())) : warp;
            case AffineDistortion distortion -> warp.after(distortion(distortion, random));
            case ColorShift _, ColorJitter _, SaltAndPepper _ -> warp;
          };
    }
    ByteBuffer written = target.slice(target.position(), result.size());
    if (warp.equals(Warp.IDENTITY)) {
      written.put(pixels.slice(pixels.position(), result.size()));
    } else {
      Interpolation.apply(pixels, source, warp, written, result);
    }
    target.position(target.position() + result.size());
    augmentations.forEach(augmentation -> noise.apply(augmentation, written, result, random));
  }

  private Warp randomCrop(RandomGenerator random) {
    int left = random.nextInt(source.width() - result.width() + 1);
    int top = random.nextInt(source.height() - result.height() + 1);
    return Warp.crop(left, top, 1, 1);
  }

  private Warp randomResizedCrop(RandomResizedCrop crop, RandomGenerator random) {
    double area = crop.minArea() + random.nextDouble() * (crop.maxArea() - crop.minArea());
    double aspect = Math.exp((2 * random.nextDouble() - 1) * Math.log(crop.maxAspect()));
    double width = source.width() * Math.min(1, Math.sqrt(area * aspect));
    double height = source.height() * Math.min(1, Math.sqrt(area / aspect));
    return Warp.crop(
        random.nextDouble() * (source.width() - width),
        random.nextDouble() * (source.height() - height),
        width / result.width(),
        height / result.height());
  }

  private Warp distortion(AffineDistortion distortion, RandomGenerator random) {
    double scale = 1 + within(distortion.scaling(), random);
    double squeeze = 1 + within(distortion.squeezing(), random);
    double shear = within(distortion.shearing(), random);
    return Warp.about(
        (result.width() - 1) / 2.0,
        (result.height() - 1) / 2.0,
        scale * squeeze,
        shear,
        0,
        scale / squeeze,
        within(distortion.translation(), random),
        within(distortion.translation(), random));
  }

  private static double within(double bound, RandomGenerator random) {
    return (2 * random.nextDouble() - 1) * bound;
  }
}
