package dev.fovea.trainer.torch;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format of activations and gradients. Weights are kept in float32 in either case. */
public enum Precision {
  /** IEEE single precision throughout. */
  FLOAT32(ScalarType.Float),
  /** Activations, gradients and a working copy of the weights in bfloat16, channels last. */
  BFLOAT16(ScalarType.BFloat16);

  private final ScalarType type;

  Precision(ScalarType type) {
    this.type = type;
  }

  ScalarType type() {
    return type;
  }
}
