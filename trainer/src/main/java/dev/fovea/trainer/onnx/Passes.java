package dev.fovea.trainer.onnx;

import java.util.List;

/** The passes that every exported graph goes through, in their order. */
public final class Passes {

  private static final List<Pass> STANDARD =
      List.of(
          new FoldConstants(),
          new RemoveDropout(),
          new LowerNormalization(),
          new AbsorbScaling(),
          new RemoveUnused());

  private Passes() {}

  /** Applies all of them. */
  public static void applyStandard(OnnxGraph graph) {
    STANDARD.forEach(pass -> pass.apply(graph));
  }
}
