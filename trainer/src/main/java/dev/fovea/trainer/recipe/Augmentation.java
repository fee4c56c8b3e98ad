package dev.fovea.trainer.recipe;

/** One random change to a training picture. A recipe lists them in the order they apply. */
public sealed interface Augmentation {

  /** Cuts out a square of the network's size at a random place. */
  record RandomCrop() implements Augmentation {}

  /**
   * Cuts out a random part and scales it to the network's size: Szegedy et al. 2014,
   * arXiv:1409.4842, section 6.
   *
   * @param minArea smallest share of the picture's area, above 0
   * @param maxArea largest share, at most 1
   * @param maxAspect largest ratio of width to height, and of height to width; at least 1
   */
  record RandomResizedCrop(double minArea, double maxArea, double maxAspect)
      implements Augmentation {}

  /** Swaps left and right in half of the pictures. */
  record Mirror() implements Augmentation {}

  /**
   * The planar distortions of LeCun et al. 1998, section III.A; it gives no ranges. Each draw is
   * uniform, and uncovered pixels continue the nearest edge, or are black around pictures smaller
   * than the network takes.
   *
   * @param translation largest shift along each axis in pixels
   * @param scaling largest change of size, such as 0.1 for 0.9 to 1.1
   * @param squeezing largest change of width, with the inverse change of height
   * @param shearing largest horizontal shift per row, in pixels
   */
  record AffineDistortion(double translation, double scaling, double squeezing, double shearing)
      implements Augmentation {}

  /**
   * Shifts all pixels along the principal components of the training pixels' colours: Krizhevsky et
   * al. 2012, section 4.1.
   *
   * @param deviation of the share of each component's eigenvalue, 0.1 in the paper
   */
  record ColorShift(double deviation) implements Augmentation {}

  /**
   * Multiplies brightness, contrast and saturation each by a uniform draw.
   *
   * @param strength largest change, such as 0.4 for 0.6 to 1.4
   */
  record ColorJitter(double strength) implements Augmentation {}

  /**
   * Inverts pixels: LeCun et al. 1998, figure 13.
   *
   * @param probability of each pixel, 0.1 in the paper
   */
  record SaltAndPepper(double probability) implements Augmentation {}
}
