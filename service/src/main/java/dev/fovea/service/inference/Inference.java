package dev.fovea.service.inference;

import dev.fovea.service.failure.ServingException;
import dev.fovea.service.failure.WrongModelKind;
import dev.fovea.service.model.Lease;
import dev.fovea.service.model.LoadedModels;
import dev.fovea.service.model.ModelId;
import dev.fovea.service.model.ModelSelector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The way to an answer. Every method hands the request in and returns at once; the future fails
 * with a {@link ServingException}.
 */
public final class Inference {

  private final LoadedModels<Batcher> models;
  private final Shadow shadow;

  /** Creates the way to these models. */
  Inference(LoadedModels<Batcher> models, Shadow shadow) {
    this.models = models;
    this.shadow = shadow;
  }

  /**
   * Runs a picture through an image model.
   *
   * @param encoded a JPEG, PNG, WebP, BMP, TIFF or GIF; not changed, and not to be changed before
   *     the answer
   * @return the answer with every output, one row
   */
  public CompletableFuture<Answer> picture(ModelSelector model, byte[] encoded, Terms terms) {
    return picture(model, encoded, Onlooker.NOBODY, terms);
  }

  /**
   * Runs a picture through an image model and shows it to an onlooker on the way.
   *
   * @param encoded as for {@link #picture(ModelSelector, byte[], Terms)}
   * @param onlooker if it throws, the request fails with that
   */
  public CompletableFuture<Answer> picture(
      ModelSelector model, byte[] encoded, Onlooker onlooker, Terms terms) {
    return leased(
        model,
        lease -> {
          if (lease.version().manifest().image().isEmpty()) {
            throw new WrongModelKind(
                model.name(), "takes tensors, not pictures; send them to /v2/models");
          }
          return mirrored(encoded, lease.servable().submit(encoded, onlooker, terms));
        });
  }

  /**
   * Runs tensors through any model.
   *
   * @param inputs every input of the graph, by name; shared until the answer
   * @param outputs names of the outputs wanted, empty for all
   */
  public CompletableFuture<Answer> tensors(
      ModelSelector model, Map<String, Tensor> inputs, Set<String> outputs, Terms terms) {
    return leased(model, lease -> lease.servable().submit(inputs, outputs, terms));
  }

  /** Returns the counts of every version that answers. */
  public Map<ModelId, Statistics> statistics() {
    return each(Batcher::statistics);
  }

  /** Returns how many requests wait for every version that answers. */
  public Map<ModelId, Integer> queueDepths() {
    return each(Batcher::queueDepth);
  }

  private <V> Map<ModelId, V> each(Function<Batcher, V> property) {
    Map<ModelId, V> values = new LinkedHashMap<>();
    models.ready().forEach((id, batcher) -> values.put(id, property.apply(batcher)));
    return values;
  }

  /** Returns the answer itself and not what follows from it, so that it can be cancelled. */
  private CompletableFuture<Answer> mirrored(byte[] encoded, CompletableFuture<Answer> answer) {
    var _ =
        answer.whenComplete((live, failure) -> {
          if (failure == null) {
            shadow.mirror(encoded, live);
          }
        });
    return answer;
  }

  private CompletableFuture<Answer> leased(
      ModelSelector model, Function<Lease<Batcher>, CompletableFuture<Answer>> submission) {
    Lease<Batcher> lease = models.lease(model);
    try {
      CompletableFuture<Answer> answer = submission.apply(lease);
      var _ = answer.whenComplete((_, _) -> lease.close());
      return answer;
    } catch (RuntimeException refused) {
      lease.close();
      return CompletableFuture.failedFuture(refused);
    }
  }
}
