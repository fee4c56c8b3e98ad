package dev.fovea.service.similarity;

import java.util.List;

/**
 * The answer to a search.
 *
 * @param neighbors nearest first, ties by id
 * @param exact whether every stored vector was compared, asked for or because it is as fast
 * @param rescored candidates whose distance was computed at full precision
 */
public record Nearest(List<Neighbor> neighbors, boolean exact, int rescored) {

  /** Copies the neighbors. */
  public Nearest {
    neighbors = List.copyOf(neighbors);
  }
}
