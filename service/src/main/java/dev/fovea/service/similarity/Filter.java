package dev.fovea.service.similarity;

import java.util.List;

/**
 * Says which images may be neighbors. {@link FilterParser} reads one from text; each engine
 * translates it.
 *
 * <p>A field is {@value #LABEL}, {@value #ID}, {@value #SHA256}, or a key of the metadata. A field
 * that an image lacks, or holds as another type, passes no comparison; {@link Not} passes exactly
 * the images that its inner filter does not.
 */
public sealed interface Filter {

  /** The field of the label. */
  String LABEL = "label";

  /** The field of the id. */
  String ID = "id";

  /** The field of the hash of the uploaded bytes. */
  String SHA256 = "sha256";

  /** Passes every image. */
  record Everything() implements Filter {}

  /** Passes images whose field is this text. */
  record TextIs(String field, String value) implements Filter {}

  /** Passes images whose field is this boolean. */
  record FlagIs(String field, boolean value) implements Filter {}

  /** Passes images whose field is a number from {@code low} to {@code high}, both included. */
  record NumberBetween(String field, double low, double high) implements Filter {}

  /** Passes images that pass all of these. */
  record AllOf(List<Filter> filters) implements Filter {}

  /** Passes images that pass any of these. */
  record AnyOf(List<Filter> filters) implements Filter {}

  /** Passes images that the inner filter does not pass. */
  record Not(Filter filter) implements Filter {}
}
