package dev.fovea.trainer.onnx;

/**
 * Rewrites a graph in place so that it gives what it gave before, within float32 rounding. A pass
 * that finds nothing to do leaves the graph as it is.
 */
@FunctionalInterface
public interface Pass {

  /**
   * Rewrites the graph.
   *
   * @throws SessionFailure if the pass runs parts of the graph and ONNX Runtime refuses them
   */
  void apply(OnnxGraph graph);
}
