package dev.fovea.service.protocol.v2;

import dev.fovea.modelstore.TensorType;
import dev.fovea.service.failure.InvalidTensor;
import java.util.Arrays;

/** Element types by the name the protocol gives them. */
public final class TensorTypes {

  private TensorTypes() {}

  /**
   * Returns the type of this name.
   *
   * @param tensor for the message
   * @throws InvalidTensor if there is none
   */
  public static TensorType named(String tensor, String datatype) {
    return Arrays.stream(TensorType.values())
        .filter(type -> type.name().equals(datatype))
        .findFirst()
        .orElseThrow(() ->
            new InvalidTensor(
                tensor,
                "of a datatype of " + Arrays.toString(TensorType.values()),
                "'" + (datatype.length() > 40 ? datatype.substring(0, 40) : datatype) + "'"));
  }

  /** Returns what a model configuration calls the type. */
  public static String configured(TensorType type) {
    return type == TensorType.BYTES ? "TYPE_STRING" : "TYPE_" + type.name();
  }
}
