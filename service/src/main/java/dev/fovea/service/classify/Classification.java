package dev.fovea.service.classify;

import dev.fovea.service.inference.Timing;
import dev.fovea.service.model.ModelId;
import java.util.List;

/**
 * What a picture shows.
 *
 * @param model the version that says so
 * @param predictions most probable first, ties by index
 * @param timing where the time went
 */
public record Classification(ModelId model, List<Prediction> predictions, Timing timing) {

  /** Copies the list. */
  public Classification {
    predictions = List.copyOf(predictions);
  }
}
