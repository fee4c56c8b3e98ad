package dev.fovea.trainer.quantization;

import dev.fovea.trainer.onnx.GraphSession;
import dev.fovea.trainer.onnx.OnnxGraph;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** Pictures to measure the inner values of a graph on. */
public final class Calibration {

  private final Iterable<Map<String, GraphSession.Input>> batches;
  private final int threads;

  /**
   * Creates a calibration.
   *
   * @param batches the graph's inputs by name, batch by batch; iterated several times
   * @param threads threads that ONNX Runtime may use
   */
  public Calibration(Iterable<Map<String, GraphSession.Input>> batches, int threads) {
    this.batches = batches;
    this.threads = threads;
  }

  /** Runs every batch and shows {@code observer} the named values of each. */
  void observe(
      OnnxGraph graph, Collection<String> values, Consumer<GraphSession.Outputs> observer) {
    OnnxGraph opened = graph.copy();
    values.forEach(opened::openOutput);
    try (GraphSession session = new GraphSession(opened, threads)) {
      for (Map<String, GraphSession.Input> batch : batches) {
        observer.accept(session.run(batch));
      }
    }
  }
}
