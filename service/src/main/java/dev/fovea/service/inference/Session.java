package dev.fovea.service.inference;

import com.google.errorprone.annotations.MustBeClosed;
import dev.fovea.modelstore.TensorSpec;
import dev.fovea.service.model.Device;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One loaded graph on one execution provider. Its owner closes it after the last run has returned.
 */
public interface Session extends AutoCloseable {

  /** Returns what the graph really runs on. */
  Device device();

  /** Returns the graph's inputs. */
  List<TensorSpec> inputs();

  /** Returns the graph's outputs. */
  List<TensorSpec> outputs();

  /**
   * Allocates memory for batches.
   *
   * @param layout the shape of one row of every input and output
   * @param maxRows most rows of a batch
   */
  @MustBeClosed
  BatchMemory allocate(Layout layout, int maxRows);

  /**
   * Runs the graph on tensors of any kind, in fresh memory.
   *
   * @param inputs every input of the graph, by name
   * @param outputs names of the outputs wanted
   * @throws dev.fovea.service.failure.InvalidTensor if an input does not fit
   * @throws dev.fovea.service.failure.InferenceFailed if the run fails
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> outputs);

  /** Frees everything native. Not while a run is under way. */
  @Override
  void close();
}
