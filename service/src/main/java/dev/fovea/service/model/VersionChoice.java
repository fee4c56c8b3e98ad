package dev.fovea.service.model;

import dev.fovea.service.failure.InvalidParameter;
import java.util.regex.Pattern;

/** Which version of a model a request wants. */
public sealed interface VersionChoice {

  /** What {@code stable} points at, or the highest version that is ready if it points nowhere. */
  record Current() implements VersionChoice {}

  /**
   * Exactly this version.
   *
   * @param version positive integer
   */
  record Exactly(int version) implements VersionChoice {}

  /**
   * The version that a label points at.
   *
   * @param label such as {@code stable} or {@code canary}
   */
  record Label(String label) implements VersionChoice {}

  /**
   * Reads a version as clients write it: digits are a version, a word is a label.
   *
   * @throws InvalidParameter if it is neither
   */
  static VersionChoice parse(String text) {
    if (Syntax.NUMBER.matcher(text).matches()) {
      return new Exactly(Integer.parseInt(text));
    }
    if (Syntax.LABEL.matcher(text).matches()) {
      return new Label(text);
    }
    throw new InvalidParameter(
        "version", "must be a positive integer or a label such as 'stable', got '" + text + "'");
  }

  /** Returns the choice as clients write it, empty for the current version. */
  default String text() {
    return switch (this) {
      case Current _ -> "";
      case Exactly(int version) -> Integer.toString(version);
      case Label(String label) -> label;
    };
  }

  /** The two spellings. */
  final class Syntax {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private Syntax() {}
  }
}
