package dev.fovea.service.inference;

import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.failure.InvalidTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a request's tensors against what a graph takes, before they share a batch with others. */
final class TensorCheck {

  private final Layout layout;
  private final int maxRows;

  /**
   * Creates a check.
   *
   * @param maxRows most rows of a request to a graph whose requests stack
   */
  TensorCheck(Layout layout, int maxRows) {
    this.layout = layout;
    this.maxRows = maxRows;
  }

  /**
   * Checks names, types and shapes.
   *
   * @param outputs names wanted, empty for all
   * @throws InvalidTensor saying what was expected
   */
  Work.Tensors check(Map<String, Tensor> inputs, Set<String> outputs) {
    requireKnown("input", inputs.keySet(), layout.inputs());
    requireKnown("output", outputs, layout.outputs());
    for (TensorSpec spec : layout.inputs()) {
      Tensor tensor = inputs.get(spec.name());
      if (tensor == null) {
        throw new InvalidTensor(spec.name(), "sent: " + describe(spec), "nothing");
      }
      if (tensor.type() != spec.type() || !fits(tensor.shape(), spec.shape())) {
        throw new InvalidTensor(
            spec.name(),
            describe(spec),
            tensor.type() + " of shape " + Arrays.toString(tensor.shape()));
      }
    }
    long rows = inputs.values().stream().mapToLong(Tensor::rows).max().orElse(1);
    if (rows == 0) {
      String name = layout.inputs().getFirst().name();
      throw new InvalidTensor(name, "at least one row", "none");
    }
    boolean stacks =
        layout.stacks() && inputs.values().stream().allMatch(tensor -> tensor.rows() == rows);
    if (stacks && rows > maxRows) {
      throw new InvalidTensor(
          layout.inputs().getFirst().name(),
          "at most %d rows (max_batch_size)".formatted(maxRows),
          rows + "; send them in parts");
    }
    return new Work.Tensors(inputs, outputs, Math.toIntExact(rows), stacks);
  }

  private static void requireKnown(String kind, Set<String> names, List<TensorSpec> specs) {
    Set<String> known = specs.stream().map(TensorSpec::name).collect(Collectors.toSet());
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidTensor(
            name, "an " + kind + " of the model: " + String.join(", ", known), "an unknown name");
      }
    }
  }

  private static boolean fits(long[] shape, List<Long> spec) {
    if (shape.length != spec.size()) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      if (spec.get(i) >= 0 && spec.get(i) != shape[i]) {
        return false;
      }
    }
    return true;
  }

  private static String describe(TensorSpec spec) {
    return spec.type() + " of shape " + spec.shape();
  }
}
