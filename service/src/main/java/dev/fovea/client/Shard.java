package dev.fovea.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of several equal shares of a folder, told by the hash of a path, so that a file is always in
 * the same share.
 *
 * @param index from 0
 * @param count of shares
 */
record Shard(int index, int count) {

  static final Shard ALL = new Shard(0, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  boolean holds(String path) {
    return Math.floorMod(path.hashCode(), count) == index;
  }

  /** Reads {@code 2/8}. */
  static final class Converter implements ITypeConverter<Shard> {

    @Override
    public Shard convert(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (matcher.matches()) {
        int index = Integer.parseInt(matcher.group(1));
        int count = Integer.parseInt(matcher.group(2));
        if (index < count) {
          return new Shard(index, count);
        }
      }
      throw new TypeConversionException(
          "must be I/N with I from 0 to N-1, such as 0/4, got '%s'".formatted(text));
    }
  }
}
