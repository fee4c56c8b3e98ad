package dev.fovea.service.similarity;

/**
 * Identifies a space of features. Distances between two spaces mean nothing, so two embeddings are
 * the same only if all but the model's name and version agree.
 *
 * @param model name of the model
 * @param version its version
 * @param modelDigest SHA-256 of the ONNX file, hex
 * @param output name of the tensor that holds the features
 * @param preprocessingDigest SHA-256 of the pre-processing's canonical text, hex
 * @param dimension length of a feature vector
 */
public record Embedding(
    String model,
    String version,
    String modelDigest,
    String output,
    String preprocessingDigest,
    int dimension) {

  /** Checks the dimension. */
  public Embedding {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be positive, got " + dimension);
    }
  }

  /** Whether features of the other embedding may be compared with features of this one. */
  public boolean isComparableWith(Embedding other) {
    return modelDigest.equals(other.modelDigest)
        && output.equals(other.output)
        && preprocessingDigest.equals(other.preprocessingDigest)
        && dimension == other.dimension;
  }

  /** The model, its version and what else tells two spaces apart, for messages. */
  @Override
  public String toString() {
    return "%s/%s (%s of model %s, pre-processing %s, %d values)"
        .formatted(
            model, version, output, start(modelDigest), start(preprocessingDigest), dimension);
  }

  private static String start(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
