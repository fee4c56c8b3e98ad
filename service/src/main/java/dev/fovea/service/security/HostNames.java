package dev.fovea.service.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that lead to this machine alone, and those that the configuration adds. */
final class HostNames {

  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost\\.?|127(\\.[0-9]{1,3}){1,3}|\\[::1]");

  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final Set<String> added;

  HostNames(List<String> added) {
    this.added = added.stream().map(HostNames::folded).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Tells whether a name is one of them.
   *
   * @param host as in the header {@code Host}, so perhaps with a port
   */
  boolean include(String host) {
    String name = PORT.matcher(folded(host)).replaceFirst("");
    return LOOPBACK.matcher(name).matches() || added.contains(name);
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
