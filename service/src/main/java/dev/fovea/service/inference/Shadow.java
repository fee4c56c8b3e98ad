package dev.fovea.service.inference;

import dev.fovea.service.failure.ServingException;
import dev.fovea.service.inference.ShadowProperties.Candidate;
import dev.fovea.service.model.Lease;
import dev.fovea.service.model.LoadedModels;
import dev.fovea.service.model.ModelId;
import dev.fovea.service.model.ModelSelector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Sends a sample of a model's pictures to a candidate version after their clients have been
 * answered, as bulk work, and counts how the two differ: whether the best class is the same, half
 * the sum of the absolute differences of the probabilities (0 alike, 1 disjoint), and the time.
 */
final class Shadow {

  private final Map<String, Candidate> candidates;
  private final LoadedModels<Batcher> models;
  private final MeterRegistry registry;
  private final RandomGenerator random;

  Shadow(
      ShadowProperties properties,
      LoadedModels<Batcher> models,
      MeterRegistry registry,
      RandomGenerator random) {
    this.candidates = properties.models();
    this.models = models;
    this.registry = registry;
    this.random = random;
  }

  /** Tries the candidate on a picture that was just answered, if it is in the sample. */
  void mirror(byte[] encoded, Answer live) {
    String name = live.model().manifest().name();
    Optional.ofNullable(candidates.get(name))
        .filter(candidate -> candidate.version() != live.model().manifest().version())
        .filter(candidate -> random.nextDouble() < candidate.sample())
        .ifPresent(candidate -> ask(new ModelId(name, candidate.version()), encoded, live));
  }

  private void ask(ModelId candidate, byte[] encoded, Answer live) {
    Tags tags =
        Tags.of("model", candidate.name(), "candidate", Integer.toString(candidate.version()));
    try {
      Lease<Batcher> lease = models.lease(ModelSelector.exactly(candidate));
      var compared =
          submit(lease, encoded)
              .whenComplete((answer, failure) -> {
                lease.close();
                if (failure == null) {
                  compare(tags, live, answer);
                } else {
                  registry.counter("fovea.shadow.failed", tags).increment();
                }
              });
      compared.exceptionally(_ -> live);
    } catch (ServingException _) {
      registry.counter("fovea.shadow.failed", tags).increment();
    }
  }

  private static CompletableFuture<Answer> submit(Lease<Batcher> lease, byte[] encoded) {
    try {
      return lease.servable().submit(encoded, Terms.bulk());
    } catch (ServingException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private void compare(Tags tags, Answer live, Answer candidate) {
    float[] expected = live.probabilities();
    float[] actual = candidate.probabilities();
    boolean same = best(expected) == best(actual);
    registry.counter("fovea.shadow.compared", tags.and("same", Boolean.toString(same))).increment();
    registry.summary("fovea.shadow.distance", tags).record(distance(expected, actual));
    registry
        .timer("fovea.shadow.infer", tags)
        .record(candidate.timing().inferNanos(), TimeUnit.NANOSECONDS);
  }

  private static int best(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }

  private static double distance(float[] expected, float[] actual) {
    double sum = 0;
    for (int i = 0; i < Math.max(expected.length, actual.length); i++) {
      float left = i < expected.length ? expected[i] : 0;
      float right = i < actual.length ? actual[i] : 0;
      sum += Math.abs((double) left - right);
    }
    return sum / 2;
  }
}
