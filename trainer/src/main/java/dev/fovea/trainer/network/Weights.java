package dev.fovea.trainer.network;

import dev.fovea.trainer.network.Parameter.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A network's numbers: one row-major array for each {@link Parameter}. The trainer fills it from
 * libtorch, the exporter reads it. Arrays are shared, not copied: AlexNet's are 244 MB.
 */
public final class Weights {

  private final Network network;
  private final Map<Parameter, float[]> arrays = new LinkedHashMap<>();

  /**
   * Asks {@code source} for each array that the network needs.
   *
   * @throws IllegalArgumentException naming the layer and role whose array has another length than
   *     its shape says, or holds a number that is not finite
   */
  public Weights(Network network, Function<Parameter, float[]> source) {
    this.network = network;
    for (Parameter parameter : network.parameters()) {
      float[] array = source.apply(parameter);
      if (array.length != parameter.size()) {
        throw new IllegalArgumentException(
            "%s needs %s = %d numbers, got %d"
                .formatted(name(parameter), parameter.shape(), parameter.size(), array.length));
      }
      requireFinite(parameter, array);
      arrays.put(parameter, array);
    }
  }

  /** Returns the network that these are the numbers of. */
  public Network network() {
    return network;
  }

  /**
   * Returns the array of this layer and role, not copied.
   *
   * @throws IllegalArgumentException if the layer has no such array
   */
  public float[] of(int layer, Role role) {
    for (Map.Entry<Parameter, float[]> entry : arrays.entrySet()) {
      if (entry.getKey().layer() == layer && entry.getKey().role() == role) {
        return entry.getValue();
      }
    }
    throw new IllegalArgumentException(
        "%s has no %s".formatted(network.layerNames().get(layer), role));
  }

  private void requireFinite(Parameter parameter, float[] array) {
    for (float number : array) {
      if (!Float.isFinite(number)) {
        throw new IllegalArgumentException(
            "%s holds %s; training diverged".formatted(name(parameter), number));
      }
    }
  }

  private String name(Parameter parameter) {
    return "%s of %s".formatted(parameter.role(), network.layerNames().get(parameter.layer()));
  }
}
