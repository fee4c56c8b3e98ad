package dev.fovea.trainer.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run stands, beside its weights.
 *
 * @param recipe every hyperparameter by name: resuming with others is refused
 * @param epoch epochs that are complete
 * @param place pictures of the current epoch that have been trained on
 * @param steps steps made in all
 * @param elapsedMillis time spent in all
 * @param totals what the steps of the current epoch measured so far; empty between two epochs
 * @param history what was measured after each complete epoch
 */
public record Checkpoint(
    Map<String, String> recipe,
    int epoch,
    int place,
    long steps,
    long elapsedMillis,
    Optional<Totals> totals,
    List<EpochResult> history) {

  /** Copies the collections. */
  public Checkpoint {
    recipe = Map.copyOf(recipe);
    history = List.copyOf(history);
  }
}
