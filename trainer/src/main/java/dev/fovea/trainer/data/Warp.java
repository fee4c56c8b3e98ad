package dev.fovea.trainer.data;

import dev.fovea.trainer.network.Shape;

/**
 * An affine map from the pixels of a result to those of its source, centre of the first pixel at
 * (0, 0): source x = a·x + b·y + c, source y = d·x + e·y + f.
 */
record Warp(double a, double b, double c, double d, double e, double f) {

  /** Maps every pixel to itself. */
  static final Warp IDENTITY = new Warp(1, 0, 0, 0, 1, 0);

  /** Returns the map that applies {@code this} to the outcome of {@code first}. */
  Warp after(Warp first) {
    return new Warp(
        a * first.a + b * first.d,
        a * first.b + b * first.e,
        a * first.c + b * first.f + c,
        d * first.a + e * first.d,
        d * first.b + e * first.e,
        d * first.c + e * first.f + f);
  }

  /** Stretches {@code width} pixels over a part of the source that begins at left, top. */
  static Warp crop(double left, double top, double scaleX, double scaleY) {
    return new Warp(scaleX, 0, left + (scaleX - 1) / 2, 0, scaleY, top + (scaleY - 1) / 2);
  }

  /** Cuts the middle out of a larger source, or surrounds a smaller one. */
  static Warp center(Shape source, Shape result) {
    int left = Math.floorDiv(source.width() - result.width(), 2);
    int top = Math.floorDiv(source.height() - result.height(), 2);
    return crop(left, top, 1, 1);
  }

  /** Swaps left and right of a result of this width. */
  static Warp mirror(int width) {
    return new Warp(-1, 0, width - 1, 0, 1, 0);
  }

  /** Applies the linear map (a b; d e) about a centre, then shifts. */
  static Warp about(
      double centerX, double centerY, double a, double b, double d, double e, double x, double y) {
    return new Warp(
        a,
        b,
        centerX - a * centerX - b * centerY + x,
        d,
        e,
        centerY - d * centerX - e * centerY + y);
  }
}
