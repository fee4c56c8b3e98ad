package dev.fovea.trainer.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: 90m, 1h30m, 45s. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    try {
      return Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException _) {
      throw new TypeConversionException("'" + value + "' is no duration such as 90m or 1h30m");
    }
  }
}
