package dev.fovea.bench.similarity;

import dev.fovea.bench.serving.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Searches a second of one client, and of sixteen at once. Both take turns; medians.
 *
 * @param ofOne by one client
 * @param ofSixteen by all of them together
 * @param sixteenOverOne median of the rounds' ratios
 */
record SearchRate(double ofOne, double ofSixteen, double sixteenOverOne) {

  static final int CLIENTS = 16;
  private static final int ROUNDS = 5;

  /** Measures these searches, after each has run once. */
  static SearchRate of(List<? extends Callable<?>> searches) {
    perSecond(searches, CLIENTS);
    double[] one = new double[ROUNDS];
    double[] sixteen = new double[ROUNDS];
    double[] ratio = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      one[round] = perSecond(searches, 1);
      sixteen[round] = perSecond(searches, CLIENTS);
      ratio[round] = sixteen[round] / one[round];
    }
    return new SearchRate(Medians.of(one), Medians.of(sixteen), Medians.of(ratio));
  }

  private static double perSecond(List<? extends Callable<?>> searches, int clients) {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> done = new ArrayList<>();
      for (Callable<?> search : searches) {
        done.add(threads.submit(search));
      }
      for (Future<?> future : done) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a search failed", e.getCause());
    }
    return searches.size() * 1e9 / (System.nanoTime() - start);
  }
}
