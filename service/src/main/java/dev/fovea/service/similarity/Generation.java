package dev.fovea.service.similarity;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How a new generation comes about.
 *
 * @param beginning makes the draft
 * @param filling puts into it what it does not begin with
 */
record Generation(Supplier<VectorEngine.Draft> beginning, Consumer<VectorIndex> filling) {

  /** Makes and fills the draft; one that cannot be filled is discarded. */
  VectorEngine.Draft filled() {
    VectorEngine.Draft draft = beginning.get();
    try {
      filling.accept(draft.index());
      return draft;
    } catch (RuntimeException | Error fault) {
      draft.discard();
      throw fault;
    }
  }
}
