package dev.fovea.service.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word, a symbol or a quoted text of a filter, and where it begins. */
record FilterToken(Kind kind, String text, int position) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([\\p{L}\\p{N}_.:+-]+)|(!=|<=|>=|[=<>(),])|\"((?:[^\"\\\\]|\\\\.)*+)\""
              + "|'((?:[^'\\\\]|\\\\.)*+)')");

  /** What a token is. */
  enum Kind {
    WORD,
    SYMBOL,
    QUOTED
  }

  /** Cuts a filter's text into tokens. */
  static List<FilterToken> all(String text) {
    List<FilterToken> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int length = text.stripTrailing().length();
    int end = 0;
    while (end < length) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new InvalidFilter(end, "cannot read '%s'".formatted(text.substring(end, length)));
      }
      tokens.add(of(matcher));
      end = matcher.end();
    }
    return tokens;
  }

  private static FilterToken of(Matcher matcher) {
    if (matcher.group(1) != null) {
      return new FilterToken(Kind.WORD, matcher.group(1), matcher.start(1));
    }
    if (matcher.group(2) != null) {
      return new FilterToken(Kind.SYMBOL, matcher.group(2), matcher.start(2));
    }
    int group = matcher.group(3) != null ? 3 : 4;
    String unescaped = matcher.group(group).replaceAll("\\\\(.)", "$1");
    return new FilterToken(Kind.QUOTED, unescaped, matcher.start(group));
  }
}
