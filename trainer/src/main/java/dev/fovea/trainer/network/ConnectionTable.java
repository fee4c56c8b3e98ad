package dev.fovea.trainer.network;

import java.util.List;

/**
 * Which input maps feed each output map of a convolution, as in Table I of LeCun et al. 1998.
 *
 * @param inputsOf for each output map, the input maps it sees, ascending
 */
public record ConnectionTable(List<List<Integer>> inputsOf) {

  /**
   * Copies the table and checks that each output map sees at least one input map.
   *
   * @throws IllegalArgumentException naming the output map that sees none, or a negative index
   */
  public ConnectionTable {
    inputsOf = inputsOf.stream().map(List::copyOf).toList();
    for (int output = 0; output < inputsOf.size(); output++) {
      List<Integer> inputs = inputsOf.get(output);
      if (inputs.isEmpty() || inputs.stream().anyMatch(input -> input < 0)) {
        throw new IllegalArgumentException("output map " + output + " sees inputs " + inputs);
      }
    }
  }

  /** Returns how many (input map, output map) pairs are connected. */
  public int connections() {
    return inputsOf.stream().mapToInt(List::size).sum();
  }
}
