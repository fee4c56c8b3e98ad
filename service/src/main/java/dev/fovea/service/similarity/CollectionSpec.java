package dev.fovea.service.similarity;

import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.failure.InvalidParameter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a collection is bound to: features of one model's output, from images prepared one way.
 *
 * @param name {@code [a-z0-9][a-z0-9._-]*}, at most 64 characters
 * @param embedding which features are stored; others are refused, even of the same dimension
 * @param engine name of the {@link VectorEngine}
 * @param quantization how candidates are found; distances are always of full precision
 * @param keepOriginals whether the uploaded bytes are kept, so that the collection can be
 *     re-indexed for another model
 */
public record CollectionSpec(
    String name,
    Embedding embedding,
    String engine,
    Quantization quantization,
    boolean keepOriginals) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** Checks the name. */
  public CollectionSpec {
    if (!isName(name)) {
      throw new IllegalArgumentException(mustMatch(name));
    }
  }

  /** Whether a collection may have this name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The same collection, bound to other features. */
  public CollectionSpec withEmbedding(Embedding other) {
    return new CollectionSpec(name, other, engine, quantization, keepOriginals);
  }

  /** The same collection under a name and on an engine of this service. */
  CollectionSpec located(String otherName, String otherEngine) {
    return of(otherName, embedding, otherEngine, quantization, keepOriginals);
  }

  /**
   * A specification under a name that a client chose.
   *
   * @throws InvalidParameter if a collection may not have that name
   */
  static CollectionSpec of(
      String name,
      Embedding embedding,
      String engine,
      Quantization quantization,
      boolean keepOriginals) {
    if (!isName(name)) {
      throw new InvalidParameter("collection", mustMatch(name));
    }
    return new CollectionSpec(name, embedding, engine, quantization, keepOriginals);
  }

  /**
   * Refuses features of another space.
   *
   * @throws IndexMismatch naming both
   */
  void requireComparable(Embedding asked) {
    if (!embedding.isComparableWith(asked)) {
      throw new IndexMismatch(name, embedding.toString(), asked.toString());
    }
  }

  /**
   * Refuses a collection that is wished otherwise than this one stands.
   *
   * @throws IndexMismatch naming what differs
   */
  void requireAlike(CollectionSpec wished) {
    requireComparable(wished.embedding);
    if (!withEmbedding(wished.embedding).equals(wished)) {
      throw new IndexMismatch(name, layout(), wished.layout());
    }
  }

  private String layout() {
    return "engine %s, quantization %s, keepOriginals %s"
        .formatted(engine, quantization, keepOriginals);
  }

  private static String mustMatch(String name) {
    return "name must match %s, got '%s'".formatted(NAME.pattern(), name);
  }

  /** How features are held in memory while candidates are searched. */
  public enum Quantization {
    /** As they are: four bytes a value. */
    NONE,
    /** One byte a value. */
    INT8,
    /** One bit a value. */
    BIT;

    /** Reads {@code none}, {@code int8} or {@code bit}. */
    public static Quantization of(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "none" -> NONE;
        case "int8" -> INT8;
        case "bit" -> BIT;
        default ->
            throw new IllegalArgumentException(
                "quantization must be none, int8 or bit, got '%s'".formatted(name));
      };
    }
  }
}
