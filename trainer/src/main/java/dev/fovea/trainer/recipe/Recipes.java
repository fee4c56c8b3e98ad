package dev.fovea.trainer.recipe;

import dev.fovea.trainer.recipe.Augmentation.AffineDistortion;
import dev.fovea.trainer.recipe.Augmentation.ColorJitter;
import dev.fovea.trainer.recipe.Augmentation.ColorShift;
import dev.fovea.trainer.recipe.Augmentation.Mirror;
import dev.fovea.trainer.recipe.Augmentation.RandomCrop;
import dev.fovea.trainer.recipe.Augmentation.RandomResizedCrop;
import dev.fovea.trainer.torch.Initialization;
import dev.fovea.trainer.torch.Loss;
import dev.fovea.trainer.torch.Precision;
import java.util.List;
import java.util.Optional;

/** The recipes that networks are trained by unless the command line says otherwise. */
public final class Recipes {

  /** Affine distortions of digits; the paper gives no ranges, these are ours. */
  public static final AffineDistortion DISTORTION = new AffineDistortion(2, 0.1, 0.1, 0.2);

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private Recipes() {}

  /** Returns the names that {@link #named} knows. */
  public static List<String> names() {
    return List.of("lecun1998", "lecun1998-distorted", "krizhevsky2012", "small-set", "cifar");
  }

  /**
   * Returns the recipe of this name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Recipe named(String name) {
    return switch (name) {
      case "lecun1998" -> lecun1998();
      case "lecun1998-distorted" -> lecun1998Distorted();
      case "krizhevsky2012" -> krizhevsky2012();
      case "small-set" -> smallSet();
      case "cifar" -> cifar();
      default ->
          throw new IllegalArgumentException(
              "there is no recipe '%s'; there are %s".formatted(name, String.join(", ", names())));
    };
  }

  /** Returns the recipe that suits a network of this name. */
  public static Recipe of(String network) {
    return switch (network) {
      case "lenet5", "lenet5-relu" -> lecun1998();
      case "cifar-quick" -> cifar();
      default -> krizhevsky2012();
    };
  }

  /**
   * LeCun et al. 1998, section III.B: 20 passes, the rate falling in its steps. The paper's second
   * order step per weight is replaced by momentum, with a rate that suits it.
   */
  private static Recipe lecun1998() {
    return new Recipe(
        "LeCun et al. 1998, section III.B; plain momentum instead of the stochastic diagonal"
            + " Levenberg-Marquardt method",
        32,
        20,
        Optional.empty(),
        0.002,
        0.9,
        0,
        new Schedule.Steps(
            List.of(
                1.0, 1.0, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.02, 0.02, 0.02, 0.02,
                0.02, 0.02, 0.02, 0.02)),
        0,
        new Loss.Discriminative(10),
        Initialization.UNIT_GAIN,
        List.of(),
        0,
        Precision.FLOAT32,
        1,
        1998);
  }

  /**
   * LeCun et al. 1998, section III.C: the paper goes 20 times over 60,000 digits and 540,000
   * distorted ones, 200 passes over as many; here each pass distorts every digit anew. A cosine and
   * averaged weights take the place of the paper's steps.
   */
  private static Recipe lecun1998Distorted() {
    return new Recipe(
        "LeCun et al. 1998, section III.C, 80 passes over digits distorted anew; plain momentum,"
            + " a cosine schedule and averaged weights",
        32,
        80,
        Optional.empty(),
        0.002,
        0.9,
        0,
        new Schedule.Cosine(),
        0,
        new Loss.Discriminative(10),
        Initialization.UNIT_GAIN,
        List.of(DISTORTION),
        0.999,
        Precision.FLOAT32,
        1,
        1998);
  }

  /** Krizhevsky et al. 2012, section 5, for 256×256 pictures of ImageNet. */
  private static Recipe krizhevsky2012() {
    return new Recipe(
        "Krizhevsky et al. 2012, sections 4 and 5; weights of deviation 1/√fan-in instead of 0.01",
        128,
        90,
        Optional.empty(),
        0.01,
        0.9,
        5e-4,
        new Schedule.Plateau(0.1, 5, 3),
        1,
        new Loss.CrossEntropy(0),
        Initialization.UNIT_GAIN,
        List.of(new RandomCrop(), new Mirror(), new ColorShift(0.1)),
        0,
        Precision.BFLOAT16,
        PROCESSORS,
        2012);
  }

  /**
   * AlexNet on about ten thousand pictures: more varied crops, smoothed targets, averaged weights,
   * a cosine over the epochs or the time there is.
   */
  private static Recipe smallSet() {
    return new Recipe(
        "Krizhevsky et al. 2012, departing in crops of random size, colour jitter, label smoothing,"
            + " averaged weights, a cosine schedule",
        64,
        40,
        Optional.empty(),
        0.01,
        0.9,
        5e-4,
        new Schedule.Cosine(),
        1,
        new Loss.CrossEntropy(0.1),
        Initialization.UNIT_GAIN,
        List.of(new RandomResizedCrop(0.35, 1, 4.0 / 3), new Mirror(), new ColorJitter(0.3)),
        0.999,
        Precision.BFLOAT16,
        PROCESSORS,
        2012);
  }

  /** The four-layer network on CIFAR-10: no augmentation, to compare nonlinearities. */
  private static Recipe cifar() {
    return new Recipe(
        "Krizhevsky et al. 2012, section 3.1; the rate is ours",
        128,
        20,
        Optional.empty(),
        0.01,
        0.9,
        5e-4,
        new Schedule.Cosine(),
        0,
        new Loss.CrossEntropy(0),
        Initialization.UNIT_GAIN,
        List.of(),
        0,
        Precision.FLOAT32,
        PROCESSORS,
        2012);
  }
}
