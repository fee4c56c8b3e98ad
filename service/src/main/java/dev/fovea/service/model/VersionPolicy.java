package dev.fovea.service.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of a model's versions are loaded. */
public sealed interface VersionPolicy {

  /**
   * The highest versions.
   *
   * @param count how many, at least 1
   */
  record Latest(int count) implements VersionPolicy {}

  /** Every version. */
  record All() implements VersionPolicy {}

  /**
   * These versions.
   *
   * @param versions positive integers
   */
  record Specific(Set<Integer> versions) implements VersionPolicy {
    /** Copies the set. */
    public Specific {
      versions = Set.copyOf(versions);
    }
  }

  /**
   * Reads a policy as configuration writes it: {@code latest}, {@code latest 2}, {@code all} or
   * {@code 1,3}.
   *
   * @throws IllegalArgumentException with the offending text
   */
  static VersionPolicy of(String text) {
    Matcher latest = Syntax.LATEST.matcher(text);
    if (latest.matches()) {
      return new Latest(latest.group(1) == null ? 1 : Integer.parseInt(latest.group(1)));
    }
    if (text.equals("all")) {
      return new All();
    }
    if (Syntax.SPECIFIC.matcher(text).matches()) {
      Set<Integer> versions = new TreeSet<>();
      Arrays.stream(text.split(" *, *", -1)).map(Integer::valueOf).forEach(versions::add);
      return new Specific(versions);
    }
    throw new IllegalArgumentException(
        "a version policy is 'latest', 'latest 2', 'all' or '1,3', got '" + text + "'");
  }

  /** Returns those of the versions in the store that this policy wants, lowest first. */
  default List<Integer> select(List<Integer> inStore) {
    List<Integer> ascending = inStore.stream().sorted().toList();
    return switch (this) {
      case Latest(int count) ->
          ascending.subList(Math.max(0, ascending.size() - count), ascending.size());
      case All _ -> ascending;
      case Specific(Set<Integer> wanted) -> ascending.stream().filter(wanted::contains).toList();
    };
  }

  /** How the configuration writes a policy. */
  final class Syntax {

    /** {@code latest 2}. */
    private static final Pattern LATEST = Pattern.compile("latest(?:[ :]([1-9][0-9]{0,3}))?");

    /** {@code 1,3}. */
    private static final Pattern SPECIFIC =
        Pattern.compile("[1-9][0-9]{0,8}( *, *[1-9][0-9]{0,8})*");

    private Syntax() {}
  }
}
