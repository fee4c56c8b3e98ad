package dev.fovea.service.similarity;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ModelVersion;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.failure.IndexMismatch;
import dev.fovea.service.failure.ModelNotReady;
import dev.fovea.service.failure.WrongModelKind;
import dev.fovea.service.inference.Answer;
import dev.fovea.service.inference.Inference;
import dev.fovea.service.inference.Onlooker;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.model.Catalog;
import dev.fovea.service.model.ModelId;
import dev.fovea.service.model.ModelSelector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Turns pictures into features of exactly the space that a collection was built in. */
@Component
final class Embedder {

  private final Inference inference;
  private final Catalog catalog;

  Embedder(Inference inference, Catalog catalog) {
    this.inference = inference;
    this.catalog = catalog;
  }

  /**
   * The space of the features that a model computes now.
   *
   * @throws ModelNotReady if the store has not verified it yet
   * @throws WrongModelKind if it computes no features
   */
  Embedding embedding(ModelSelector selector) {
    ModelVersion version =
        catalog
            .resolve(selector)
            .loaded()
            .orElseThrow(
                () -> new ModelNotReady(selector.toString(), "the store has not read it yet"));
    return embedding(version);
  }

  /**
   * Runs a picture through the model of a space.
   *
   * @return fails with {@link IndexMismatch} if the version was replaced by another file
   */
  CompletableFuture<Answer> run(
      CollectionSpec collection, byte[] encoded, Onlooker onlooker, Terms terms) {
    Embedding wanted = collection.embedding();
    ModelSelector model =
        ModelSelector.exactly(new ModelId(wanted.model(), Integer.parseInt(wanted.version())));
    return inference
        .picture(model, encoded, onlooker, terms)
        .thenApply(answer -> requireSame(collection, answer));
  }

  private static Answer requireSame(CollectionSpec collection, Answer answer) {
    Embedding got = embedding(answer.model());
    if (!got.isComparableWith(collection.embedding())) {
      throw new IndexMismatch(collection.name(), collection.embedding().toString(), got.toString());
    }
    return answer;
  }

  private static Embedding embedding(ModelVersion version) {
    String name = version.manifest().name();
    ImageContract contract =
        version
            .manifest()
            .image()
            .orElseThrow(() -> new WrongModelKind(name, "takes tensors, not pictures"));
    String output =
        contract
            .features()
            .orElseThrow(
                () -> new WrongModelKind(name, "has no features output; ask another model"));
    return new Embedding(
        name,
        Integer.toString(version.manifest().version()),
        version.digest(),
        output,
        Sha256.of(contract.preprocessing().digest() + ";" + contract.encoding()),
        dimension(version, output));
  }

  private static int dimension(ModelVersion version, String output) {
    List<Long> shape =
        version.manifest().outputs().stream()
            .filter(it -> it.name().equals(output))
            .map(TensorSpec::shape)
            .findFirst()
            .orElseThrow();
    return shape.stream().skip(1).mapToInt(Math::toIntExact).reduce(1, Math::multiplyExact);
  }
}
