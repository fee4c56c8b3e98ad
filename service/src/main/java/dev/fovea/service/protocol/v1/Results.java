package dev.fovea.service.protocol.v1;

import dev.fovea.service.failure.ServingException;
import dev.fovea.service.inference.Terms;
import dev.fovea.service.protocol.Answers;
import dev.fovea.service.protocol.Bodies.Pictures;
import dev.fovea.service.protocol.Failures;
import dev.fovea.service.protocol.v1.ProblemForm.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The answers for several pictures, in the order sent.
 *
 * @param results an answer each, or {@code {"error": problem}}
 */
record Results(List<Object> results) {

  /**
   * What stands for a picture that failed.
   *
   * @param error why
   */
  record Failed(Problem error) {}

  /**
   * Answers one picture with its view or its failure, several with a list of both.
   *
   * @param ask hands one picture in
   */
  static <V> Object of(
      Pictures pictures, String path, Terms terms, Function<byte[], CompletableFuture<V>> ask) {
    List<CompletableFuture<V>> asked = pictures.encoded().stream().map(ask).toList();
    if (!pictures.several()) {
      return (Object) Answers.await(asked.getFirst(), terms);
    }
    return new Results(asked.stream().map(each -> settle(each, path, terms)).toList());
  }

  private static <V> Object settle(CompletableFuture<V> asked, String path, Terms terms) {
    try {
      return (Object) Answers.await(asked, terms);
    } catch (ServingException failure) {
      return new Failed(Problem.of(Failures.of(failure), path));
    }
  }
}
