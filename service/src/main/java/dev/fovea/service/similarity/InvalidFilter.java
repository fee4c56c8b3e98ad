package dev.fovea.service.similarity;

/** A filter's text that is not of the language of {@link FilterParser}. */
public final class InvalidFilter extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidFilter(int position, String reason) {
    super("is wrong at character %d: %s".formatted(position, reason));
  }
}
