package dev.fovea.service.classify;

import dev.fovea.modelstore.ModelVersion;
import dev.fovea.service.failure.InvalidParameter;
import dev.fovea.service.failure.WrongModelKind;
import dev.fovea.service.inference.Answer;
import dev.fovea.service.inference.Inference;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.model.ModelId;
import dev.fovea.service.model.ModelSelector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Service;

/** Answers what a picture shows, and what its features are. */
@Service
public final class Classifier {

  private final Inference inference;

  /** Creates a classifier that asks this inference. */
  public Classifier(Inference inference) {
    this.inference = inference;
  }

  /**
   * Classifies a picture.
   *
   * @param encoded the bytes of a picture file
   * @param k classes wanted, 1 to the number the model has
   * @return fails with a {@link dev.fovea.service.failure.ServingException}
   */
  public CompletableFuture<Classification> classify(
      ModelSelector model, byte[] encoded, int k, Terms terms) {
    return inference.picture(model, encoded, terms).thenApply(answer -> classification(answer, k));
  }

  /**
   * Returns a picture's features.
   *
   * @param encoded the bytes of a picture file
   * @return fails with a {@link dev.fovea.service.failure.ServingException}
   */
  public CompletableFuture<Features> features(ModelSelector model, byte[] encoded, Terms terms) {
    return inference.picture(model, encoded, terms).thenApply(Classifier::features);
  }

  /**
   * Returns the classes of an answer that is here already.
   *
   * @throws InvalidParameter if {@code k} is out of the model's range
   */
  public static Classification classification(Answer answer, int k) {
    List<String> labels = answer.model().labels();
    requireK(k, labels.size());
    return new Classification(
        id(answer.model()), TopK.of(answer.probabilities(), labels, k), answer.timing());
  }

  /**
   * Checks the number of classes wanted.
   *
   * @throws InvalidParameter if it is not 1 to {@code classes}
   */
  public static void requireK(int k, int classes) {
    if (k < 1 || k > classes) {
      throw new InvalidParameter("k", "must be 1 to %d, got %d".formatted(classes, k));
    }
  }

  private static Features features(Answer answer) {
    float[] values =
        answer
            .features()
            .orElseThrow(() ->
                new WrongModelKind(
                    answer.model().manifest().name(), "has no features output; ask another"));
    return new Features(id(answer.model()), values, answer.timing());
  }

  private static ModelId id(ModelVersion version) {
    return new ModelId(version.manifest().name(), version.manifest().version());
  }
}
