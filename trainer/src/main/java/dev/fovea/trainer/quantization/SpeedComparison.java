package dev.fovea.trainer.quantization;

import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Two graphs timed in turns on the same input, so that what else the machine does hits both alike.
 *
 * @param slowImagesPerSecond median of the first graph
 * @param fastImagesPerSecond median of the second graph
 * @param ratio median over the turns of how much faster the second is
 */
public record SpeedComparison(
    double slowImagesPerSecond, double fastImagesPerSecond, double ratio) {

  private static final int TURNS = 9;
  private static final double SECONDS_A_TURN = 0.3;

  /** Times both graphs on batches of {@code images} pictures. */
  public static SpeedComparison of(
      OnnxGraph slow,
      OnnxGraph fast,
      Map<String, GraphSession.Input> batch,
      int images,
      int threads) {
    try (GraphSession first = new GraphSession(slow, threads);
        GraphSession second = new GraphSession(fast, threads)) {
      first.run(batch);
      second.run(batch);
      List<Double> firsts = new ArrayList<>();
      List<Double> seconds = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int turn = 0; turn < TURNS; turn++) {
        firsts.add(imagesPerSecond(first, batch, images));
        seconds.add(imagesPerSecond(second, batch, images));
        ratios.add(seconds.getLast() / firsts.getLast());
      }
      return new SpeedComparison(median(firsts), median(seconds), median(ratios));
    }
  }

  private static double imagesPerSecond(
      GraphSession session, Map<String, GraphSession.Input> batch, int images) {
    long begin = System.nanoTime();
    int runs = 0;
    double elapsed = 0;
    while (elapsed < SECONDS_A_TURN) {
      session.run(batch);
      runs++;
      elapsed = (System.nanoTime() - begin) / 1e9;
    }
    return runs * images / elapsed;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
