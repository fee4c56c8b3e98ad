package dev.fovea.service.protocol;

import dev.fovea.service.failure.InvalidParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters behind the question mark, read without touching the body. */
public final class Query {

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a request's parameters.
   *
   * @param known names that are allowed
   * @throws InvalidParameter for one that is unknown, given twice or not percent-encoded properly
   */
  public static Query of(HttpServletRequest request, Set<String> known) {
    Map<String, String> values = new HashMap<>();
    String query = request.getQueryString();
    if (query == null || query.isEmpty()) {
      return new Query(values);
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw new InvalidParameter(
            name,
            "is not a parameter here; known: "
                + String.join(", ", known.stream().sorted().toList()));
      }
      if (values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
        throw new InvalidParameter(name, "is given more than once");
      }
    }
    return new Query(values);
  }

  /** Returns a parameter's text, if it was given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Returns a parameter's whole number, if it was given.
   *
   * @throws InvalidParameter if it is not {@code minimum} to {@code maximum}
   */
  public Optional<Integer> integer(String name, int minimum, int maximum) {
    return text(name).map(text -> integer(name, text, minimum, maximum));
  }

  /**
   * Returns a parameter's truth, if it was given.
   *
   * @throws InvalidParameter if it is neither {@code true} nor {@code false}
   */
  public Optional<Boolean> truth(String name) {
    return text(name)
        .map(text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new InvalidParameter(name, "must be true or false, got '" + text + "'");
            });
  }

  /**
   * Reads a whole number.
   *
   * @throws InvalidParameter if it is not {@code minimum} to {@code maximum}
   */
  public static int integer(String name, String text, int minimum, int maximum) {
    try {
      int value = Integer.parseInt(text);
      if (value >= minimum && value <= maximum) {
        return value;
      }
    } catch (NumberFormatException _) {
      // said below, with the range
    }
    throw new InvalidParameter(
        name, "must be a whole number from %d to %d, got '%s'".formatted(minimum, maximum, text));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new InvalidParameter("query", "is not percent-encoded properly: '" + text + "'");
    }
  }
}
