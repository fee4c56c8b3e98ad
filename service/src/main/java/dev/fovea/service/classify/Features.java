package dev.fovea.service.classify;

import dev.fovea.service.inference.Timing;
import dev.fovea.service.model.ModelId;

/** A picture's features, and who computed them. */
public final class Features {

  private final ModelId model;
  private final float[] values;
  private final Timing timing;

  Features(ModelId model, float[] values, Timing timing) {
    this.model = model;
    this.values = values;
    this.timing = timing;
  }

  /** Returns the version whose last hidden layer this is. */
  public ModelId model() {
    return model;
  }

  /** Returns the values, shape [d]; not a copy. */
  public float[] values() {
    return values;
  }

  /** Returns where the time went. */
  public Timing timing() {
    return timing;
  }
}
