package dev.fovea.service.protocol.v2;

import dev.fovea.service.inference.Answer;
import dev.fovea.service.inference.Inference;
import dev.fovea.service.inference.Tensor;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.inference.Timing;
import dev.fovea.service.model.ModelSelector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * Asks a model about several encoded pictures as one request: each waits for itself and shares
 * batches with others, and their answers are put together again.
 */
@Component
final class PictureCall {

  private final Inference inference;

  PictureCall(Inference inference) {
    this.inference = inference;
  }

  /**
   * Hands the pictures in. The first that fails fails them all, and takes the others out of the
   * queue.
   *
   * @param pictures at least one
   * @return the answer with a row a picture, in their order
   */
  CompletableFuture<Answer> ask(ModelSelector model, List<byte[]> pictures, Terms terms) {
    List<CompletableFuture<Answer>> asked = new ArrayList<>();
    CompletableFuture<Object> failure = new CompletableFuture<>();
    for (byte[] picture : pictures) {
      asked.add(
          inference
              .picture(model, picture, terms)
              .whenComplete((_, fault) -> {
                if (fault != null && failure.completeExceptionally(fault)) {
                  terms.cancellation().cancel();
                }
              }));
    }
    CompletableFuture<Void> all = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    return CompletableFuture.anyOf(failure, all)
        .thenApply(_ -> asked.stream().map(CompletableFuture::join).toList())
        .thenCompose(answers -> together(model, pictures, terms, answers));
  }

  private CompletableFuture<Answer> together(
      ModelSelector model, List<byte[]> pictures, Terms terms, List<Answer> answers) {
    if (answers.stream().map(Answer::model).distinct().count() > 1) {
      // A new version took over in between; it shall answer for all.
      return ask(model, pictures, terms);
    }
    Answer first = answers.getFirst();
    if (answers.size() == 1) {
      return CompletableFuture.completedFuture(first);
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (String name : first.outputs().keySet()) {
      outputs.put(name, Rows.stack(answers.stream().map(it -> it.outputs().get(name)).toList()));
    }
    return CompletableFuture.completedFuture(new Answer(first.model(), outputs, slowest(answers)));
  }

  private static Timing slowest(List<Answer> answers) {
    ToLongFunction<Timing> all =
        timing ->
            timing.decodeNanos()
                + timing.preprocessNanos()
                + timing.queueNanos()
                + timing.inferNanos();
    return answers.stream().map(Answer::timing).max(Comparator.comparingLong(all)).orElseThrow();
  }
}
