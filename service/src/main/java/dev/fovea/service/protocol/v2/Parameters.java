package dev.fovea.service.protocol.v2;

import dev.fovea.service.failure.InvalidParameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The {@code parameters} of a request, an input or an output.
 *
 * @param values scalars by name: {@link String}, {@link Long}, {@link Double} or {@link Boolean}
 */
public record Parameters(Map<String, Object> values) {

  /** No parameters. */
  public static final Parameters NONE = new Parameters(Map.of());

  /** Copies the map and keeps its order. */
  public Parameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Returns a switch, or empty if it was not sent.
   *
   * @throws InvalidParameter if it is no boolean
   */
  public Optional<Boolean> flag(String name) {
    Object value = values.get(name);
    return switch (value) {
      case null -> Optional.empty();
      case Boolean flag -> Optional.of(flag);
      default -> throw new InvalidParameter(name, "must be true or false, got " + quoted(value));
    };
  }

  /**
   * Returns a count or amount, or empty if it was not sent.
   *
   * @throws InvalidParameter if it is no integer or is negative
   */
  public OptionalLong amount(String name) {
    Object value = values.get(name);
    return switch (value) {
      case null -> OptionalLong.empty();
      case Long amount when amount >= 0 -> OptionalLong.of(amount);
      default ->
          throw new InvalidParameter(
              name, "must be an integer of at least 0, got " + quoted(value));
    };
  }

  private static String quoted(Object value) {
    String text = value.toString();
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
  }
}
